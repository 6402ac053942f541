/**
 * One class for each command: settings in, library call, artefacts out. Nothing uses this package.
 */
package org.econspark.job;
