package org.econspark.benchmark.miniature;

import java.util.List;
import java.util.function.Consumer;

/**
 * One- and two-step problems in the manner of SVAMP: what is hard is to choose the right numbers
 * among those given and to see which operation is asked.
 */
final class ShortProblems {
  private ShortProblems() {}

  static List<Structure> structures() {
    return List.of(
        structure("two-kinds-left", false, 1.2, ShortChoices::twoKindsLeft),
        structure("two-kinds-bought", false, 1, ShortChoices::twoKindsBought),
        structure("compare-owners", false, 1.2, ShortChoices::compareOwners),
        structure("groups", false, 1, ShortChanges::groups),
        structure("equal-groups", false, 1, ShortChoices::equalGroups),
        structure("unknown-change", false, 1, ShortChanges::unknownChange),
        structure("lost-and-found", false, 1, ShortChanges::lostAndFound),
        structure("change-returned", false, 1, ShortChanges::changeReturned),
        structure("pages", false, 1, ShortChanges::pages),
        structure("part-of-whole", false, 1, ShortChoices::partOfWhole),
        structure("more-than-both", false, 1, ShortChanges::moreThanBoth),
        structure("unknown-start", true, 1.1, ShortChanges::unknownStart));
  }

  private static Structure structure(
      String name, boolean heldOut, double weight, Consumer<Story> telling) {
    return Story.structure(Family.SVAMP, name, heldOut, weight, telling);
  }
}
