/** Failures that users see, and the exit codes they lead to. */
package org.econspark.error;
