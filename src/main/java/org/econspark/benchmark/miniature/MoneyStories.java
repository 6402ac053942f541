package org.econspark.benchmark.miniature;

import static org.econspark.benchmark.miniature.Vocabulary.between;
import static org.econspark.benchmark.miniature.Vocabulary.capital;
import static org.econspark.benchmark.miniature.Vocabulary.chance;
import static org.econspark.benchmark.miniature.Vocabulary.pick;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.econspark.benchmark.miniature.Vocabulary.Person;
import org.econspark.benchmark.miniature.Vocabulary.Thing;
import org.econspark.benchmark.miniature.Workings.Amount;

/** Stories of buying, earning, selling and saving. */
final class MoneyStories {
  /** Percentages that are one n-th of the whole. */
  private static final Map<Integer, Integer> NTH_BY_PERCENT =
      Map.of(50, 2, 25, 4, 20, 5, 10, 10, 5, 20);

  private static final List<String> EXPENSES =
      List.of("food", "rent", "tools", "a trip", "books", "clothes", "a present", "tickets");

  private MoneyStories() {}

  static List<Structure> structures(Family family) {
    return List.of(
        Story.structure(family, "shopping", false, 1.6, MoneyStories::shopping),
        Story.structure(family, "wages", false, 1.3, MoneyStories::wages),
        Story.structure(family, "ticket-sales", false, 1, MoneyStories::ticketSales),
        Story.structure(family, "saving-plan", false, 1, MoneyStories::savingPlan),
        Story.structure(family, "stall-profit", false, 1, MoneyStories::stallProfit));
  }

  // ------------------------------------------------------------------ shopping

  private static void shopping(Story story) {
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

  // ------------------------------------------------------------------ wages

  private static void wages(Story story) {
    RandomGenerator random = story.random();
    Person person = pick(random, Vocabulary.PEOPLE);
    Thing job = pick(random, Vocabulary.JOBS);
    String money = pick(random, Vocabulary.CURRENCIES);
    long wage = story.large() ? between(random, 103, 989) : between(random, 9, 48);
    long hours = between(random, 3, 9);
    long days = story.large() ? between(random, 11, 29) : between(random, 3, 12);
    story.say(
        person.name()
            + " works as "
            + job.withArticle()
            + " and earns "
            + wage
            + " "
            + money
            + " per hour.",
        capital(job.withArticle())
            + " named "
            + person.name()
            + " is paid "
            + wage
            + " "
            + money
            + " an hour.",
        person.name()
            + " is "
            + job.withArticle()
            + " with a wage of "
            + wage
            + " "
            + money
            + " an hour.");
    story.say(
        person.heCapital() + " works " + hours + " hours a day for " + days + " days.",
        "In " + days + " days " + person.he() + " works " + hours + " hours each day.");
    story.plan("find the hours", "multiply hours by days");
    Amount worked =
        story
            .workings()
            .skippable(story.workings().given(hours), '*', days, "Hours: #.", "In all # hours.");
    if (chance(random, 0.35)) {
      long extra = between(random, 3, 14);
      story.say(
          "On top " + person.he() + " works " + extra + " hours on the weekend for the same pay.",
          "One weekend adds " + extra + " more hours.");
      story.plan("add the " + extra + " extra hours");
      worked =
          story.workings().skippable(worked, '+', extra, "With the weekend: #.", "Plus extra: #.");
    }
    story.plan("multiply by the wage", "multiply by " + wage);
    Amount pay =
        story.workings().step(worked, '*', wage, "Pay: #.", person.heCapital() + " earns #.");
    story.distract(0.25);
    spend(story, person, money, pay);
  }

  /** One or two things that happen to earnings, then the question. */
  private static void spend(Story story, Person person, String money, Amount earned) {
    RandomGenerator random = story.random();
    Amount left = earned;
    int events = between(random, 1, 2);
    int last = -1;
    for (int i = 0; i < events; i++) {
      int kind = (last + 1 + random.nextInt(2)) % 3;
      last = kind;
      if (kind == 0) {
        long bonus = story.numbers().some();
        story.say(
            person.heCapital() + " also gets a bonus of " + bonus + " " + money + ".",
            "A bonus of " + bonus + " " + money + " comes on top.");
        story.plan("add the bonus of " + bonus, "add the bonus");
        left = story.workings().skippable(left, '+', bonus, "With the bonus: #.", "Bonus: #.");
      } else if (kind == 1) {
        long spent = story.numbers().part(left.value());
        String what = pick(random, EXPENSES);
        story.say(
            person.heCapital() + " spends " + spent + " " + money + " on " + what + ".",
            "Then " + spent + " " + money + " go to " + what + ".");
        story.plan("subtract the " + spent + " for " + what, "subtract the " + spent);
        left = story.workings().skippable(left, '-', spent, "After spending: #.", "Left: #.");
      } else {
        long nth = story.numbers().divisor(left.value(), 3, 10);
        if (nth == 0) {
          continue;
        }
        story.say(
            "One part in " + nth + " of the money is taken as tax.",
            person.heCapital() + " pays 1/" + nth + " of it as tax.");
        story.plan("subtract the tax of 1/" + nth, "take off the tax");
        Amount tax = story.workings().step(left, '/', nth, "Tax: #.", "The tax is #.");
        left = story.workings().skippable(left, '-', tax, "After tax: #.", "Without tax: #.");
      }
    }
    story.ask(
        left,
        "How many " + money + " does " + person.he() + " have in the end?",
        "How much money does " + person.name() + " have then?",
        "How many " + money + " are left to " + person.name() + "?");
  }

  // ------------------------------------------------------------------ ticket-sales

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

  // ------------------------------------------------------------------ saving-plan

  private static void savingPlan(Story story) {
    RandomGenerator random = story.random();
    Person person = pick(random, Vocabulary.PEOPLE);
    Thing goal =
        pick(
            random,
            Vocabulary.things(
                "bicycle bicycles,guitar guitars,tent tents,"
                    + "camera cameras,laptop laptops,piano pianos,boat boats,desk desks"));
    String money = pick(random, Vocabulary.CURRENCIES);
    long weekly = story.large() ? between(random, 103, 899) : between(random, 6, 45);
    long weeks = story.large() ? between(random, 12, 48) : between(random, 5, 26);
    Amount saved = story.workings().given(story.numbers().some());
    story.say(
        person.name()
            + " wants to buy "
            + goal.withArticle()
            + " and has already saved "
            + saved.value()
            + " "
            + money
            + ".",
        person.name()
            + " has "
            + saved.value()
            + " "
            + money
            + " and is saving for "
            + goal.withArticle()
            + ".");
    story.say(
        "Every week " + person.he() + " puts aside " + weekly + " " + money + ".",
        person.heCapital() + " saves " + weekly + " " + money + " a week.");
    boolean askWeeks = random.nextBoolean();
    if (askWeeks) {
      long gift = story.numbers().some();
      long price = saved.value() + gift + weekly * weeks;
      story.say(
          person.hisCapital() + " aunt gives " + person.him() + " " + gift + " " + money + ".",
          "For " + person.his() + " birthday " + person.he() + " gets " + gift + " " + money + ".");
      story.say("The " + goal.singular() + " costs " + price + " " + money + ".");
      story.distract(0.25);
      story.plan("add the gift to the savings", "add the " + gift + " to the " + saved.value());
      Amount has = story.workings().skippable(saved, '+', gift, "With the gift: #.", "So far: #.");
      story.plan("subtract from the price", "find what is missing");
      Amount missing =
          story
              .workings()
              .step(story.workings().given(price), '-', has, "Missing: #.", "Still needed: #.");
      story.plan("divide by the weekly " + weekly);
      Amount needed = story.workings().skippable(missing, '/', weekly, "Weeks: #.", "It takes #.");
      story.ask(
          needed,
          "How many weeks must " + person.he() + " save?",
          "After how many weeks can " + person.he() + " buy it?");
      return;
    }
    story.plan("multiply by the " + weeks + " weeks", "find the savings of " + weeks + " weeks");
    Amount more =
        story
            .workings()
            .step(
                story.workings().given(weekly),
                '*',
                weeks,
                "In " + weeks + " weeks: #.",
                "New: #.");
    story.plan("add the first " + saved.value(), "add what was there before");
    Amount total = story.workings().skippable(more, '+', saved, "Together: #.", "All savings: #.");
    long price = story.numbers().part(total.value()) + 1;
    story.say(
        "After "
            + weeks
            + " weeks "
            + person.he()
            + " buys the "
            + goal.singular()
            + " for "
            + price
            + " "
            + money
            + ".");
    story.distract(0.25);
    story.plan("subtract the price of " + price);
    Amount left = story.workings().skippable(total, '-', price, "Left: #.", "That leaves #.");
    story.ask(
        left,
        "How many " + money + " does " + person.name() + " have left?",
        "How much money is left?");
  }

  // ------------------------------------------------------------------ stall-profit

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
