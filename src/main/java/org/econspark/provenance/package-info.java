/** What a run was made of: settings, data, models, code and versions. */
package org.econspark.provenance;
