package org.econspark.benchmark.miniature;

import static org.econspark.benchmark.miniature.Vocabulary.between;
import static org.econspark.benchmark.miniature.Vocabulary.capital;
import static org.econspark.benchmark.miniature.Vocabulary.chance;
import static org.econspark.benchmark.miniature.Vocabulary.pick;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.econspark.benchmark.miniature.Vocabulary.Person;
import org.econspark.benchmark.miniature.Vocabulary.Thing;
import org.econspark.benchmark.miniature.Workings.Amount;

/** Stories of buying, earning, selling and saving. */
final class MoneyStories {
  private MoneyStories() {}

  static List<Structure> structures(Family family) {
    return List.of(
        Story.structure(family, "shopping", false, 1.6, Shopping::tell),
        Story.structure(family, "wages", false, 1.3, EarningStories::wages),
        Story.structure(family, "ticket-sales", false, 1, MoneyStories::ticketSales),
        Story.structure(family, "saving-plan", false, 1, EarningStories::savingPlan),
        Story.structure(family, "stall-profit", false, 1, MoneyStories::stallProfit));
  }

  private static void ticketSales(Story story) {
    RandomGenerator random = story.random();
    String place = pick(random, "cinema", "zoo", "theatre", "museum", "fair", "circus", "pool");
    String money = pick(random, Vocabulary.CURRENCIES);
    long adults = story.large() ? between(random, 103, 989) : between(random, 12, 140);
    long children = story.large() ? between(random, 103, 989) : between(random, 12, 140);
    long full = story.large() ? between(random, 23, 98) : between(random, 7, 24);
    long half = story.numbers().in(3, full - 2);
    story.say(
        "A ticket for the "
            + place
            + " costs "
            + full
            + " "
            + money
            + " for adults and "
            + half
            + " for children.",
        "At the " + place + " adults pay " + full + " " + money + " and children " + half + ".",
        "The " + place + " charges children " + half + " " + money + " and adults " + full + ".");
    String day = pick(random, Vocabulary.WEEKDAYS);
    story.say(
        "On " + day + " " + adults + " adults and " + children + " children come.",
        children + " children and " + adults + " adults visit it on " + day + ".");
    boolean childrenFirst = random.nextBoolean();
    List<Amount> income = new ArrayList<>();
    for (boolean child : new boolean[] {childrenFirst, !childrenFirst}) {
      String who = child ? "children" : "adults";
      story.plan("find what the " + who + " pay", "multiply " + who + " by their price");
      income.add(
          story
              .workings()
              .mistakable(
                  story.workings().given(child ? children : adults),
                  List.of(story.workings().given(child ? adults : children)),
                  '*',
                  child ? half : full,
                  capital(who) + ": #.",
                  "The " + who + " pay #."));
    }
    story.distract(0.25);
    Amount first = income.get(0);
    Amount second = income.get(1);
    if (chance(random, 0.3) && first.value() != second.value()) {
      story.plan("take the difference");
      boolean ordered = first.value() > second.value();
      Amount difference =
          story
              .workings()
              .step(
                  ordered ? first : second,
                  '-',
                  ordered ? second : first,
                  "Difference: #.",
                  "So #.");
      boolean childrenMore = ordered == childrenFirst;
      story.ask(
          difference,
          "How many "
              + money
              + " more do the "
              + (childrenMore ? "children" : "adults")
              + " pay than the "
              + (childrenMore ? "adults" : "children")
              + "?");
      return;
    }
    story.plan("add both", "add the two sums");
    Amount total = story.workings().sum(income, "Together: #.", "Income: #.");
    if (random.nextBoolean()) {
      long costs = story.numbers().part(total.value());
      story.say(
          "Running it costs " + costs + " " + money + " that day.",
          costs + " " + money + " are spent on staff.");
      story.plan("subtract the costs of " + costs);
      Amount left = story.workings().skippable(total, '-', costs, "After costs: #.", "Left: #.");
      story.ask(left, "How many " + money + " does the " + place + " keep?");
    } else {
      story.ask(
          total,
          "How many " + money + " does the " + place + " take in?",
          "What is the income in " + money + "?");
    }
  }

  private static void stallProfit(Story story) {
    RandomGenerator random = story.random();
    Person person = pick(random, Vocabulary.PEOPLE);
    Thing product = pick(random, Vocabulary.PRODUCTS);
    String money = pick(random, Vocabulary.CURRENCIES);
    long count = story.large() ? between(random, 103, 899) : between(random, 14, 160);
    long cost = story.large() ? between(random, 12, 68) : between(random, 2, 12);
    long price = cost + (story.large() ? between(random, 9, 60) : between(random, 2, 15));
    long unsold = story.numbers().in(2, count / 3);
    story.say(
        person.name()
            + " makes "
            + count
            + " "
            + product.plural()
            + " at a cost of "
            + cost
            + " "
            + money
            + " each.",
        "Making one "
            + product.singular()
            + " costs "
            + person.name()
            + " "
            + cost
            + " "
            + money
            + ", and "
            + person.he()
            + " makes "
            + count
            + ".");
    story.say(
        person.heCapital()
            + " sells all but "
            + unsold
            + " of them for "
            + price
            + " "
            + money
            + " each.",
        "They are sold for " + price + " " + money + " each, but " + unsold + " remain unsold.");
    story.distract(0.25);
    story.plan("subtract the " + unsold + " unsold ones", "find how many are sold");
    Amount made = story.workings().given(count);
    Amount sold = story.workings().skippable(made, '-', unsold, "Sold: #.", "# are sold.");
    story.plan("multiply by the price for the income", "find the income");
    Amount income = story.workings().step(sold, '*', price, "Income: #.", "They bring #.");
    story.plan("find the cost of all " + count, "find the cost of making them");
    Amount spent =
        story
            .workings()
            .mistakable(made, List.of(sold), '*', cost, "Cost: #.", "Making all " + count + ": #.");
    story.plan("subtract the cost from the income");
    Amount profit = story.workings().step(income, '-', spent, "Profit: #.", "Gain: #.");
    story.ask(
        profit,
        "How many " + money + " of profit does " + person.he() + " make?",
        "What is " + person.name() + "'s profit in " + money + "?");
  }
}
