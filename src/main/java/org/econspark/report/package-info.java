/**
 * One HTML file that shows a run to people: what was run, its figures with their uncertainty, and
 * every transcript. Plain Java on rows that were read elsewhere.
 */
package org.econspark.report;
