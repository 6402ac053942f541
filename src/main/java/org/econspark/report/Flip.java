package org.econspark.report;

/** How the verdict on an episode differs from that of the compared run. */
public enum Flip {
  /** No compared run, or the same verdict, or one of the two failed. */
  NONE,
  /** Wrong there, right here. */
  WON,
  /** Right there, wrong here. */
  LOST
}
