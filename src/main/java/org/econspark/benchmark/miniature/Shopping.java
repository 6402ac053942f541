package org.econspark.benchmark.miniature;

import static org.econspark.benchmark.miniature.Vocabulary.between;
import static org.econspark.benchmark.miniature.Vocabulary.capital;
import static org.econspark.benchmark.miniature.Vocabulary.pick;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.econspark.benchmark.miniature.Vocabulary.Person;
import org.econspark.benchmark.miniature.Vocabulary.Thing;
import org.econspark.benchmark.miniature.Workings.Amount;

/** A purchase of several goods, with what makes it cheaper or dearer. */
final class Shopping {
  /** Percentages that are one n-th of the whole. */
  private static final Map<Integer, Integer> NTH_BY_PERCENT =
      Map.of(50, 2, 25, 4, 20, 5, 10, 10, 5, 20);

  private Shopping() {}

  static void tell(Story story) {
    RandomGenerator random = story.random();
    Person person = pick(random, Vocabulary.PEOPLE);
    String money = pick(random, Vocabulary.CURRENCIES);
    List<Thing> goods = Vocabulary.sample(random, Vocabulary.GOODS, between(random, 2, 3));
    if (story.large() && goods.size() > 2 && random.nextBoolean()) {
      goods = goods.subList(0, 2);
    }
    List<Purchase> purchases = new ArrayList<>();
    for (Thing good : goods) {
      purchases.add(new Purchase(good, story.numbers().few(), story.numbers().price()));
    }
    List<String> told = new ArrayList<>();
    for (Purchase purchase : purchases) {
      told.add(purchase.told(random, money));
    }
    story.say(
        person.name() + " buys " + Vocabulary.list(told) + ".",
        "At the shop " + person.name() + " takes " + Vocabulary.list(told) + ".",
        person.name() + " orders " + Vocabulary.list(told) + ".");
    List<Amount> costs = new ArrayList<>();
    for (Purchase purchase : Vocabulary.shuffled(random, purchases)) {
      costs.add(cost(story, purchase));
    }
    story.plan("add the costs", "add them up");
    Amount total = story.workings().sum(costs, "Together: #.", "All costs: #.", "Sum: #.");
    story.distract(0.25);
    total = reduced(story, person, money, total);
    if (random.nextBoolean()) {
      long step = story.large() ? 1_000 : 50;
      long paid = (total.value() / step + between(random, 1, 4)) * step;
      story.say(
          person.heCapital() + " pays with " + paid + " " + money + ".",
          person.heCapital() + " hands over " + paid + " " + money + ".");
      story.plan("subtract it from the " + paid, "subtract from the payment");
      Amount change =
          story
              .workings()
              .step(story.workings().given(paid), '-', total, "Change: #.", "The change is #.");
      story.ask(
          change,
          "How much change does " + person.he() + " get?",
          "How many " + money + " does " + person.he() + " get back?");
    } else {
      story.ask(
          total,
          "How many " + money + " does " + person.he() + " pay?",
          "What does " + person.name() + " pay in " + money + "?",
          "What is the final price in " + money + "?");
    }
  }

  private record Purchase(Thing good, long count, long price) {

    String told(RandomGenerator random, String money) {
      String counted = count + " " + good.plural();
      return pick(
          random,
          counted + " for " + price + " " + money + " each",
          counted + " at " + price + " " + money + " each",
          counted + " that cost " + price + " " + money + " each");
    }
  }

  private static Amount cost(Story story, Purchase purchase) {
    String goods = purchase.good().plural();
    story.plan("find the cost of the " + goods, "work out the " + goods);
    return story
        .workings()
        .step(
            story.workings().given(purchase.count()),
            '*',
            purchase.price(),
            "The " + goods + " cost #.",
            capital(goods) + ": #.",
            purchase.count() + " " + goods + ": #.");
  }

  /** A discount, a coupon, a delivery fee or nothing. */
  private static Amount reduced(Story story, Person person, String money, Amount total) {
    RandomGenerator random = story.random();
    switch (random.nextInt(4)) {
      case 0:
        List<Integer> percents =
            NTH_BY_PERCENT.keySet().stream()
                .filter(percent -> total.value() % NTH_BY_PERCENT.get(percent) == 0)
                .sorted()
                .toList();
        if (percents.isEmpty()) {
          return total;
        }
        int percent = pick(random, percents);
        int nth = NTH_BY_PERCENT.get(percent);
        story.say(
            person.heCapital() + " gets a discount of " + percent + "% on everything.",
            "Today all prices are " + percent + "% lower.");
        story.plan("subtract the " + percent + "% discount", "take off " + percent + "%");
        Amount discount =
            story
                .workings()
                .step(
                    total,
                    '/',
                    nth,
                    percent + "% is 1/" + nth + ": #.",
                    "Discount, one part of " + nth + ": #.");
        return story.workings().skippable(total, '-', discount, "Reduced: #.", "Then #.");
      case 1:
        long coupon = story.numbers().in(2, Math.max(3, total.value() / 4));
        story.say(
            person.heCapital() + " uses a coupon worth " + coupon + " " + money + ".",
            "A voucher takes " + coupon + " " + money + " off.");
        story.plan("subtract the coupon of " + coupon, "take off the " + coupon);
        return story.workings().skippable(total, '-', coupon, "After the coupon: #.", "Coupon: #.");
      case 2:
        long fee = story.numbers().price();
        story.say(
            "Delivery costs another " + fee + " " + money + ".",
            person.heCapital() + " also pays " + fee + " " + money + " for delivery.");
        story.plan("add the delivery of " + fee, "add " + fee + " for delivery");
        return story.workings().skippable(total, '+', fee, "With delivery: #.", "Delivery: #.");
      default:
        return total;
    }
  }
}
