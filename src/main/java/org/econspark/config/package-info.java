/** Settings: typed records, the loader, and one report of all problems. */
package org.econspark.config;
