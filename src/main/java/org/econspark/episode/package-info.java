/** Records of play: who answered what, under which controls. */
package org.econspark.episode;
