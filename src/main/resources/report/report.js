// Shows the report: unpacks the data of this file, fills the page, draws the charts and lets people
// browse the transcripts. Data only ever becomes text nodes, never markup.
(async function () {
  "use strict";

  // ---- Data -------------------------------------------------------------------------------------

  const packed = new Map();
  for (const script of document.querySelectorAll("script[data-name]")) {
    packed.set(script.dataset.name, script);
  }

  async function unpack(name) {
    const bytes = Uint8Array.from(atob(packed.get(name).textContent), (c) => c.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return JSON.parse(await new Response(stream).text());
  }

  if (typeof DecompressionStream === "undefined") {
    const note = document.createElement("p");
    note.className = "note";
    note.textContent =
      "This browser cannot unpack the data of this file; use Chrome or Edge 80, Firefox 113, Safari 16.4 or newer.";
    document.getElementById("content").prepend(note);
    return;
  }

  const [figures, index] = await Promise.all([unpack("figures"), unpack("index")]);
  const blocks = new Map();

  /** Texts and episodes of one block, unpacked once. */
  function block(number) {
    if (!blocks.has(number)) {
      blocks.set(number, unpack("block-" + number));
    }
    return blocks.get(number);
  }

  // ---- Words and numbers ------------------------------------------------------------------------

  const VERDICTS = ["wrong", "right", "no answer", "failed"];
  const GLYPHS = ["\u2717", "\u2713", "\u2013", "!"];
  const VERDICT_MARKS = ["bad", "good", "warn", "warn"];
  const FLIPS = ["", "won", "lost"];
  const COLOURS = [1, 2, 3, 4, 5, 6, 7, 8].map((i) => `var(--c${i})`);

  const number = (value, digits = 0) =>
    value === null || value === undefined
      ? "n/a"
      : value.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });
  const percent = (share, digits = 1) => (share === null || share === undefined ? "n/a" : number(100 * share, digits));
  const signed = (share) => (share > 0 ? "+" : share < 0 ? "\u2212" : "\u00b1") + number(Math.abs(100 * share), 1);
  const pValue = (p) => (p < 0.001 ? "p < 0.001" : "p = " + number(p, 3));
  const time = (iso) => iso.slice(0, 10) + " " + iso.slice(11, 16) + " UTC";
  const plural = (count, word) => `${number(count)} ${word}${count === 1 ? "" : "s"}`;

  function duration(ms) {
    const s = Math.round(ms / 1000);
    return s < 60 ? `${s} s` : s < 3600 ? `${Math.floor(s / 60)} min ${s % 60} s` : `${Math.floor(s / 3600)} h ${Math.floor((s % 3600) / 60)} min`;
  }

  function short(count) {
    return count >= 1e6 ? number(count / 1e6, 1) + " M" : count >= 1e4 ? number(count / 1e3) + " k" : number(count);
  }

  // ---- Elements ---------------------------------------------------------------------------------

  const $ = (id) => document.getElementById(id);

  /** An element with attributes and children; strings become text. */
  function el(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value === null || value === undefined || value === false) {
        continue;
      }
      if (name.startsWith("on")) {
        element.addEventListener(name.slice(2), value);
      } else {
        element.setAttribute(name, value === true ? "" : value);
      }
    }
    element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
    return element;
  }

  const mark = (kind, text, title) => el("span", { class: "mark " + kind, title }, text);

  function verdictOfDifference(delta, p) {
    if (p === null || p === undefined) {
      return null;
    }
    return p < 0.05 && delta > 0
      ? mark("good", "\u25b2 better")
      : p < 0.05 && delta < 0
        ? mark("bad", "\u25bc worse")
        : mark("none", "no clear difference");
  }

  /** A bar for an interval within [from, to]. */
  function bar(low, value, high, from, to, zero) {
    const at = (x) => (100 * (x - from)) / (to - from);
    const range = el("i");
    range.style.left = at(low) + "%";
    range.style.width = Math.max(0.5, at(high) - at(low)) + "%";
    const point = el("b");
    point.style.left = at(value) + "%";
    return el("span", { class: zero ? "bar zero" : "bar", "aria-hidden": "true" }, range, point);
  }

  function group(rows, key) {
    const groups = new Map();
    for (const row of rows) {
      const name = key(row);
      groups.set(name, [...(groups.get(name) || []), row]);
    }
    return groups;
  }

  // ---- Head -------------------------------------------------------------------------------------

  const { run, compared, summary } = figures;
  const benchmarks = [...new Set(summary.map((row) => row.benchmark))];
  const methods = [...new Set(summary.map((row) => row.method))];
  const failed = figures.failures.reduce((sum, row) => sum + row.episodes, 0);

  $("run-id").textContent = run.id;
  $("run-line").append(
    `Run ${run.state}, started ${time(run.start)}`,
    run.end ? `, took ${duration(Date.parse(run.end) - Date.parse(run.start))}` : "",
    compared ? `; compared with ${compared.id}` : "",
    "."
  );
  for (const [value, label] of [
    [number(benchmarks.length), benchmarks.length === 1 ? "benchmark" : "benchmarks"],
    [number(methods.length), methods.length === 1 ? "method" : "methods"],
    [number(figures.episodesInRun), "episodes"],
    [short(summary.reduce((sum, row) => sum + row.tokens_per_problem * row.n, 0)), "tokens"],
    [number(failed), "failed episodes"],
    [number(figures.rejectedRows), "input rows rejected"],
  ]) {
    $("tiles").append(el("li", null, el("b", null, value), el("span", null, label)));
  }

  // ---- Results ----------------------------------------------------------------------------------

  function results() {
    if (summary.length === 0) {
      $("results-about").textContent = "This run has no summary yet: it was not played to its end.";
      return;
    }
    const baseline = summary[0].baseline;
    const costs = summary.some((row) => row.cost_usd !== null);
    const better = summary.filter((row) => row.p_value !== null && row.p_value < 0.05 && row.delta > 0);
    const worse = summary.filter((row) => row.p_value !== null && row.p_value < 0.05 && row.delta < 0);
    const named = (rows) =>
      rows.slice(0, 4).map((row) => `${row.method} on ${row.benchmark} (${signed(row.delta)} points)`).join(", ") + (rows.length > 4 ? ` and ${rows.length - 4} more` : "");
    $("results-about").textContent =
      better.length + worse.length === 0
        ? `No method differs from ${baseline} by more than chance would explain.`
        : [better.length ? `Clearly better than ${baseline}: ${named(better)}.` : "", worse.length ? `Clearly worse: ${named(worse)}.` : ""]
            .filter(Boolean)
            .join(" ");
    const reach = Math.max(0.05, ...summary.filter((r) => r.delta !== null).map((r) => Math.max(Math.abs(r.delta_low), Math.abs(r.delta_high))));
    const head = ["Method", "Accuracy %, 95 % interval", `Against ${baseline}, points`, "Difference", "n", "No answer %", "Failed %", "Tokens / problem", "Tokens / right answer", "Calls / problem"];
    if (costs) {
      head.push("Cost, USD");
    }
    const numeric = new Set([4, 5, 6, 7, 8, 9, 10]);
    const table = $("results-table");
    table.append(el("caption", { class: "skip" }, "Accuracy and effort of each method on each benchmark"));
    table.append(el("thead", null, el("tr", null, head.map((text, i) => el("th", { scope: "col", class: numeric.has(i) ? "n" : null }, text)))));
    for (const [benchmark, rows] of group(summary, (row) => row.benchmark)) {
      const top = Math.max(...rows.map((row) => row.accuracy ?? -1));
      table.append(
        el(
          "tbody",
          null,
          el("tr", { class: "group" }, el("th", { scope: "rowgroup", colspan: head.length }, benchmark)),
          rows.map((row) =>
            el(
              "tr",
              null,
              el("th", { scope: "row" }, row.method),
              el(
                "td",
                null,
                row.accuracy === null ? "n/a" : [
                  bar(row.accuracy_low, row.accuracy, row.accuracy_high, 0, 1),
                  el("span", { class: row.accuracy === top && rows.length > 1 ? "best" : null }, percent(row.accuracy)),
                  " ",
                  el("small", null, `${percent(row.accuracy_low)} to ${percent(row.accuracy_high)}`),
                ]
              ),
              el(
                "td",
                null,
                row.delta === null
                  ? el("span", { class: "dim" }, row.method === row.baseline ? "is the baseline" : "not compared")
                  : [
                      bar(row.delta_low, row.delta, row.delta_high, -reach, reach, true),
                      signed(row.delta),
                      " ",
                      el("small", null, `${signed(row.delta_low)} to ${signed(row.delta_high)}`),
                    ]
              ),
              el("td", null, verdictOfDifference(row.delta, row.p_value), row.p_value === null ? null : [" ", el("small", null, pValue(row.p_value))]),
              el("td", { class: "n" }, number(row.n)),
              el("td", { class: "n" }, percent(row.no_answer_rate)),
              el("td", { class: "n" }, percent(row.failure_rate)),
              el("td", { class: "n" }, number(row.tokens_per_problem)),
              el("td", { class: "n" }, number(row.tokens_per_correct)),
              el("td", { class: "n" }, number(row.calls_per_problem, 1)),
              costs ? el("td", { class: "n" }, row.cost_usd === null ? "n/a" : number(row.cost_usd, 2)) : null
            )
          )
        )
      );
    }
    $("results-legend").textContent =
      "Accuracy: right answers among episodes that did not fail, with Wilson's interval. Differences are paired on the same problems " +
      "(Newcombe's interval; the bootstrap's over problems where they were tried several times); p by the exact McNemar or sign-flip test, Holm-corrected over the benchmarks; marked where below 0.05. The best accuracy of a benchmark is bold.";
  }

  // ---- Charts -----------------------------------------------------------------------------------

  const charts = [];

  /** Adds a figure; it is drawn when the page has time. */
  function figure(parent, title, subtitle, description, spec) {
    const plot = el("div", { class: "plot", role: "img", "aria-label": description });
    parent.append(el("figure", null, el("figcaption", null, title, subtitle ? el("small", null, subtitle) : null), plot));
    charts.push({ plot, spec, width: 0 });
  }

  function draw(chart) {
    const width = Math.floor(chart.plot.clientWidth);
    if (width === 0 || width === chart.width) {
      return;
    }
    chart.width = width;
    const spec = {
      $schema: "https://vega.github.io/schema/vega-lite/v6.json",
      width,
      height: 220,
      autosize: { type: "fit", contains: "padding" },
      background: null,
      padding: { top: 6, right: 6, bottom: 4, left: 0 },
      config: {
        font: "system-ui, sans-serif",
        view: { stroke: null },
        axis: {
          labelColor: "var(--muted)", titleColor: "var(--muted)", gridColor: "var(--line)", domainColor: "var(--line)", tickColor: "var(--line)",
          labelFontSize: 11.5, titleFontSize: 11.5, titleFontWeight: 500, titlePadding: 6, labelPadding: 4, tickSize: 0, gridOpacity: 0.8, tickCount: 5,
        },
        axisX: { grid: false, tickSize: 4 },
        legend: { labelColor: "var(--fg)", titleColor: "var(--muted)", labelFontSize: 11.5, title: null, orient: "top", offset: 2, symbolOpacity: 1, symbolStrokeWidth: 0, symbolSize: 60, columns: 3, labelLimit: 110 },
        range: { category: COLOURS },
        text: { fill: "var(--fg)" },
      },
      ...chart.spec(width),
    };
    const view = new vega.View(vega.parse(vegaLite.compile(spec).spec, null, { ast: true }), {
      expr: vegaInterpreter,
      renderer: "svg",
      container: chart.plot,
      hover: false,
      logLevel: vega.Error,
    });
    view.runAsync().then(() => {
      const svg = chart.plot.querySelector("svg");
      if (svg) {
        // The figure is described as a whole.
        svg.setAttribute("aria-hidden", "true");
        for (const part of svg.querySelectorAll("[role],[aria-label],[aria-roledescription]")) {
          part.removeAttribute("role");
          part.removeAttribute("aria-label");
          part.removeAttribute("aria-roledescription");
        }
      }
    });
  }

  function drawAll() {
    const waiting = charts.slice();
    const idle = window.requestIdleCallback || ((work) => setTimeout(work, 1));
    const next = () => {
      const chart = waiting.shift();
      if (chart) {
        draw(chart);
        idle(next);
      }
    };
    idle(next);
  }

  function costCharts() {
    const panels = [...group(summary.filter((row) => row.accuracy !== null), (row) => row.benchmark)];
    $("cost").hidden = panels.length === 0;
    for (const [benchmark, rows] of panels) {
      const sorted = rows.slice().sort((a, b) => a.tokens_per_problem - b.tokens_per_problem);
      const values = sorted.map((row) => ({
        method: row.method, tokens: row.tokens_per_problem, accuracy: 100 * row.accuracy, low: 100 * row.accuracy_low, high: 100 * row.accuracy_high,
      }));
      const frontier = [];
      for (const value of values) {
        if (frontier.length === 0 || value.accuracy > frontier[frontier.length - 1].accuracy) {
          frontier.push(value);
        }
      }
      const tokens = values.map((value) => value.tokens);
      const most = Math.max(...tokens);
      const domain = [Math.min(...tokens) / 1.25, most * 1.25];
      const low = Math.max(0, 10 * Math.floor((Math.min(...values.map((value) => value.low)) - 2) / 10));
      const high = Math.min(100, 10 * Math.ceil((Math.max(...values.map((value) => value.high)) + 2) / 10));
      placeLabels(values, domain, low, high);
      const x = {
        field: "tokens", type: "quantitative", title: "tokens per problem (log scale)", scale: { type: "log", domain, nice: false },
        axis: { values: ticks(domain), format: "~s", grid: false },
      };
      const y = { type: "quantitative", scale: { domain: [low, high], nice: false }, title: "accuracy (%)" };
      figure(
        $("cost-charts"), benchmark, null,
        `Accuracy against tokens per problem on ${benchmark}: ` + values.map((v) => `${v.method} ${number(v.accuracy, 1)} % at ${number(v.tokens)} tokens`).join("; "),
        () => ({
          layer: [
            { data: { values: frontier }, mark: { type: "line", color: "var(--muted)", strokeWidth: 1, opacity: 0.7 }, encoding: { x, y: { ...y, field: "accuracy" } } },
            { data: { values }, mark: { type: "rule", color: "var(--c1)", strokeWidth: 2, opacity: 0.45 }, encoding: { x, y: { ...y, field: "low" }, y2: { field: "high" } } },
            { data: { values }, mark: { type: "point", filled: true, color: "var(--c1)", size: 70, opacity: 1 }, encoding: { x, y: { ...y, field: "accuracy" } } },
            ...["left", "right"].map((align) => ({
              data: { values: values.filter((value) => value.align === align) },
              mark: { type: "text", align, dx: align === "left" ? 8 : -8, fontSize: 11.5, baseline: "middle" },
              encoding: { x, y: { ...y, field: "labelAt" }, text: { field: "method" } },
            })),
          ],
        })
      );
    }
  }

  /** Round numbers for a log axis. */
  function ticks([low, high]) {
    const all = [];
    for (let power = 1; power < 1e9; power *= 10) {
      all.push(power, 2 * power, 5 * power);
    }
    return all.filter((value) => value >= low && value <= high);
  }

  /** Labels beside the points, moved apart where they would cover each other. */
  function placeLabels(values, domain, low, high) {
    const step = (13 / 150) * (high - low);
    const across = (value) => Math.log(value.tokens / domain[0]) / Math.log(domain[1] / domain[0]);
    const placed = [];
    for (const value of values.slice().sort((a, b) => b.accuracy - a.accuracy)) {
      value.align = across(value) > 0.55 ? "right" : "left";
      value.labelAt = value.accuracy;
      for (const other of placed) {
        if (Math.abs(across(other) - across(value)) < 0.4 && Math.abs(other.labelAt - value.labelAt) < step) {
          value.labelAt = other.labelAt - step;
        }
      }
      placed.push(value);
    }
  }

  function lines(parent, title, subtitle, rows, unit, series, domain) {
    const values = [];
    for (const row of rows) {
      for (const [name, column] of series) {
        if (row[column] !== null && row[column] !== undefined) {
          values.push({ epoch: row.epoch, series: name, value: row[column] * (unit === "%" ? 100 : 1) });
        }
      }
    }
    if (values.length === 0) {
      return;
    }
    const names = series.map(([name]) => name).filter((name) => values.some((value) => value.series === name));
    const last = names.map((name) => `${name} ${number(values.filter((v) => v.series === name).pop().value, 3)}`).join(", ");
    figure(parent, title, subtitle, `${title} by epoch; in the last epoch: ${last}`, () => ({
      data: { values },
      mark: { type: "line", strokeWidth: 2, point: { size: 34, filled: true } },
      encoding: {
        x: { field: "epoch", type: "quantitative", title: "epoch", axis: { tickMinStep: 1, format: "d" }, scale: { nice: false, padding: 6 } },
        y: { field: "value", type: "quantitative", title: unit, scale: domain ? { domain } : { zero: false } },
        color: { field: "series", type: "nominal", scale: { domain: names, range: COLOURS }, legend: names.length > 1 ? {} : null },
        shape: { field: "series", type: "nominal", scale: { domain: names }, legend: null },
      },
    }));
  }

  function trainingCharts() {
    const rows = figures.training;
    $("training").hidden = rows.length === 0;
    if (rows.length === 0) {
      return;
    }
    const last = rows[rows.length - 1];
    $("training-about").textContent =
      `${plural(rows.length, "epoch")}; the last weights are version ${last.weights_version}` + (last.stopped ? `, stopped by: ${last.stopped}.` : ".");
    const parent = $("training-charts");
    lines(parent, "Reward", "per episode, and its terms", rows, "reward", [["team", "reward"], ["action likelihood", "reward_al"], ["task", "reward_ts"], ["collaboration", "reward_cc"], ["validation", "validation_reward"]]);
    lines(parent, "Accuracy", null, rows, "%", [["training", "accuracy"], ["validation", "validation_accuracy"]]);
    lines(parent, "Losses", null, rows, "loss", [["total", "loss_total"], ["agents' TD", "loss_td"], ["group TD", "loss_td_total"], ["similarity", "loss_sd"], ["consistency", "loss_consistency"], ["control", "loss_control"]]);
    lines(parent, "Mean temperature", "over agents and problems", rows, "temperature", [["temperature", "mean_temperature"]]);
    lines(parent, "Mean top-p", "over agents and problems", rows, "top-p", [["top-p", "mean_top_p"]]);
    lines(parent, "Best-response gap", "estimated by the critic", rows, "reward", [["gap", "best_response_gap"]]);
    lines(parent, "Change of commitments", "between epochs", rows, "share", [["change", "commitment_change"]]);
    lines(parent, "Time", "of the parts of an epoch", rows, "seconds", [["rollout", "rollout_s"], ["coordinator", "coordinator_s"], ["update", "update_s"]]);
  }

  function equilibriumCharts() {
    const all = figures.equilibrium;
    $("equilibrium").hidden = all.length === 0;
    for (const [name, rows] of group(all, (row) => [row.method, row.benchmark].filter(Boolean).join(" on "))) {
      const x = { field: "epoch", type: "quantitative", title: "epoch", axis: { tickMinStep: 1, format: "d" }, scale: { zero: false, nice: false, padding: 8 } };
      const whole = [...new Map(rows.map((row) => [row.epoch, row])).values()].filter((row) => row.nashconv !== null);
      const final = whole[whole.length - 1];
      if (final) {
        figure(
          $("equilibrium-charts"), "NashConv", name,
          `NashConv of ${name} by epoch; in the last ${number(final.nashconv, 3)}, interval ${number(final.nashconv_low, 3)} to ${number(final.nashconv_high, 3)}`,
          () => ({
            data: { values: whole },
            layer: [
              { mark: { type: "area", color: "var(--c1)", opacity: 0.16 }, encoding: { x, y: { field: "nashconv_low", type: "quantitative", title: "reward" }, y2: { field: "nashconv_high" } } },
              { mark: { type: "rule", color: "var(--c1)", opacity: 0.45, strokeWidth: 2 }, encoding: { x, y: { field: "nashconv_low", type: "quantitative" }, y2: { field: "nashconv_high" } } },
              { mark: { type: "line", color: "var(--c1)", strokeWidth: 2, point: { color: "var(--c1)", size: 40 } }, encoding: { x, y: { field: "nashconv", type: "quantitative" } } },
            ],
          })
        );
      }
      const gaps = rows.filter((row) => row.gap !== null && row.gap !== undefined).map((row) => ({ ...row, name: "agent " + (row.agent + 1) }));
      const agents = [...new Set(gaps.map((row) => row.name))];
      if (gaps.length > 0) {
        figure(
          $("equilibrium-charts"), "Gain from deviating alone", name,
          `Gap of each agent of ${name} by epoch; in the last: ` + agents.map((agent) => `${agent} ${number(gaps.filter((row) => row.name === agent).pop().gap, 3)}`).join(", "),
          () => ({
            data: { values: gaps },
            encoding: {
              x, color: { field: "name", type: "nominal", scale: { domain: agents, range: COLOURS } },
            },
            layer: [
              { mark: { type: "rule", strokeWidth: 2, opacity: 0.4 }, encoding: { y: { field: "gap_low", type: "quantitative", title: "reward" }, y2: { field: "gap_high" } } },
              { mark: { type: "line", strokeWidth: 2, point: { size: 34 } }, encoding: { y: { field: "gap", type: "quantitative" } } },
            ],
          })
        );
      }
    }
  }

  function controlsCharts() {
    const all = figures.controls;
    $("controls").hidden = all.length === 0;
    const order = [...new Set(all.map((row) => row.difficulty))].sort();
    const label = (difficulty) => difficulty.slice(2);
    const constant = [];
    for (const [method, rows] of group(all, (row) => row.method)) {
      for (const [column, title] of [["temperature", "temperature"], ["top_p", "top-p"]]) {
        const values = rows.filter((row) => row[column] !== null).map((row) => ({
          agent: "agent " + (row.agent + 1), difficulty: label(row.difficulty), value: row[column], answers: row.answers,
        }));
        const distinct = new Set(values.map((value) => number(value.value, 3)));
        if (distinct.size <= 1) {
          if (distinct.size === 1) {
            constant.push(`${method}: ${title} ${number(values[0].value, 2)}`);
          }
          continue;
        }
        const agents = [...new Set(values.map((value) => value.agent))];
        figure(
          $("controls-charts"), "Mean " + title, method,
          `Mean ${title} of ${method} by difficulty: ` + values.map((v) => `${v.agent}, ${v.difficulty}: ${number(v.value, 2)}`).join("; "),
          () => ({
            data: { values },
            mark: { type: "point", filled: true, size: 75, opacity: 1 },
            encoding: {
              x: { field: "difficulty", type: "nominal", sort: order.map(label), title: "answers to the problem that are right", axis: { labelAngle: 0, labelExpr: "split(replace(replace(replace(replace(datum.label, ' answers', ''), ' right', ''), 'half or', 'half|or'), 'fewer', 'fewer|'), '|')" } },
              xOffset: { field: "agent", type: "nominal" },
              y: { field: "value", type: "quantitative", title, scale: { zero: false, padding: 8 } },
              color: { field: "agent", type: "nominal", scale: { domain: agents, range: COLOURS } },
              shape: { field: "agent", type: "nominal", scale: { domain: agents } },
            },
          })
        );
      }
    }
    if (constant.length > 0) {
      $("controls-constant").textContent = `The same for every agent and problem: ${constant.join("; ")}.`;
    }
  }

  // ---- Flips and failures -----------------------------------------------------------------------

  function flips() {
    $("flips").hidden = compared === null;
    if (compared === null) {
      return;
    }
    const rows = figures.flips;
    const won = rows.reduce((sum, row) => sum + row.won, 0);
    const lost = rows.reduce((sum, row) => sum + row.lost, 0);
    $("flips-about").textContent =
      rows.length === 0
        ? `Nothing was played by both this run and ${compared.id}.`
        : `Against run ${compared.id}, on the same problems: ${number(won)} answers turned right, ${number(lost)} turned wrong. p by the exact McNemar test (sign flips where problems were tried several times), uncorrected.`;
    if (rows.length === 0) {
      $("flips-table").parentElement.hidden = true;
      return;
    }
    const reach = Math.max(0.05, ...rows.map((row) => Math.max(Math.abs(row.delta_low), Math.abs(row.delta_high))));
    $("flips-table").append(
      el("thead", null, el("tr", null, ["Benchmark", "Method"].map((t) => el("th", { scope: "col" }, t)), ["Compared", "Turned right", "Turned wrong"].map((t) => el("th", { scope: "col", class: "n" }, t)),
        ["Change, points", "Difference", "Look"].map((t) => el("th", { scope: "col" }, t)))),
      el("tbody", null, rows.map((row) =>
        el("tr", null,
          el("th", { scope: "row" }, row.benchmark),
          el("td", null, row.method),
          el("td", { class: "n" }, number(row.compared)),
          el("td", { class: "n" }, number(row.won)),
          el("td", { class: "n" }, number(row.lost)),
          el("td", null, bar(row.delta_low, row.delta, row.delta_high, -reach, reach, true), signed(row.delta), " ", el("small", null, `${signed(row.delta_low)} to ${signed(row.delta_high)}`)),
          el("td", null, verdictOfDifference(row.delta, row.p_value), " ", el("small", null, pValue(row.p_value))),
          el("td", null, row.won + row.lost === 0 ? el("span", { class: "dim" }, "no flips") :
            el("button", { class: "link", type: "button", onclick: () => show({ benchmark: row.benchmark, method: row.method, flip: "any" }), "aria-label": `Show the flips of ${row.method} on ${row.benchmark}` }, "show"))))));
  }

  function failures() {
    const rows = figures.failures;
    $("failures-about").textContent = rows.length === 0 ? "No episode failed." : `${plural(failed, "episode")} failed. Submit the run again under the same id to play them again.`;
    if (rows.length === 0) {
      return;
    }
    $("failures-scroll").hidden = false;
    $("failures-table").append(
      el("thead", null, el("tr", null, ["Kind", "Benchmark", "Method"].map((t) => el("th", { scope: "col" }, t)), el("th", { scope: "col", class: "n" }, "Episodes"), el("th", { scope: "col" }, "Example"))),
      el("tbody", null, rows.map((row) =>
        el("tr", null, el("th", { scope: "row" }, row.kind || "unknown"), el("td", null, row.benchmark), el("td", null, row.method), el("td", { class: "n" }, number(row.episodes)), el("td", { class: "wide dim" }, row.example || "")))));
  }

  // ---- What ran ---------------------------------------------------------------------------------

  function facts() {
    const list = (map) => el("ul", null, Object.entries(map).map(([key, value]) => el("li", null, el("span", { class: "dim" }, key + ": "), value)));
    let settings = run.settings;
    try {
      settings = JSON.stringify(JSON.parse(run.settings), null, 2);
    } catch (e) {
      // Shown as it is.
    }
    const entries = [
      ["Run", run.id], ["State", run.state], ["Started", time(run.start)], ["Ended", run.end ? time(run.end) : "not yet"], ["Seed", run.seed],
      ["Source", run.gitCommit ? run.gitCommit + (run.gitDirty ? " with uncommitted changes" : "") : "unknown commit"],
      ["Versions", list(run.versions)], ["Data", list(run.datasets)], ["Models", list(run.models)], ["Prompts", list(run.prompts)],
      ["Settings", el("details", null, el("summary", null, "Show all settings"), el("pre", { class: "settings", tabindex: "0" }, settings))],
    ];
    $("run-facts").append(el("dl", { class: "facts" }, entries.map(([term, value]) => [el("dt", null, term), el("dd", null, value)])));
    const missing = [];
    if (figures.training.length === 0) {
      missing.push("training curves (this run trained nothing)");
    }
    if (figures.equilibrium.length === 0) {
      missing.push("distance from equilibrium (no certificate was computed)");
    }
    if (compared === null) {
      missing.push("flips (no run to compare with was named)");
    }
    $("foot").textContent = (missing.length ? `Not in this report: ${missing.join("; ")}. ` : "") + "Charts by Vega and Vega-Lite (BSD-3-Clause).";
  }

  // ---- Transcripts ------------------------------------------------------------------------------

  const E = index.episodes;
  const P = index.problems;
  const count = E.problem.length;
  const ROW = 80;
  const search = { rows: [], selected: -1, number: 0 };
  let textMatches = null;

  const benchmarkOf = (i) => index.benchmarks[P.benchmark[E.problem[i]]];
  const methodOf = (i) => index.methods[E.method[i]];
  const idOf = (i) => P.id[E.problem[i]];
  const hashOf = (i) => "#episode=" + [benchmarkOf(i), idOf(i), methodOf(i), E.repeat[i]].map(encodeURIComponent).join("/");

  function options(select, all, values) {
    select.append(el("option", { value: "" }, all), ...values.map(([value, label]) => el("option", { value }, label)));
  }

  function setUpFilters() {
    const left = figures.episodesInRun - count;
    const untold = count - figures.episodesWithText;
    $("transcripts-about").textContent =
      `${plural(count, "episode")}: strategy, every answer with its controls, and the commitment.` +
      (left > 0 ? ` ${plural(left, "less interesting episode")} of the run ${left === 1 ? "is" : "are"} not in this file.` : "") +
      (untold > 0 ? ` ${number(untold)} are listed without their texts, to keep the file small.` : "");
    options($("filter-benchmark"), "All", index.benchmarks.map((name) => [name, name]));
    options($("filter-method"), "All", index.methods.map((name) => [name, name]));
    options($("filter-verdict"), "All", VERDICTS.map((name, i) => [i, name]));
    options($("filter-flip"), "All", [["any", "any flip"], ["1", "turned right"], ["2", "turned wrong"]]);
    $("filter-flip-label").hidden = compared === null;
    for (const select of $("filters").querySelectorAll("select")) {
      select.addEventListener("change", () => filter());
    }
    let pause;
    $("search").addEventListener("input", () => {
      clearTimeout(pause);
      pause = setTimeout(() => filter(), 120);
    });
    $("filters").addEventListener("submit", (event) => event.preventDefault());
    $("filters").addEventListener("reset", () => setTimeout(() => filter()));
    document.addEventListener("keydown", (event) => {
      if (event.key === "/" && !/^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName)) {
        event.preventDefault();
        $("search").focus();
      }
    });
  }

  /** Sets the filters and goes to the list. */
  function show({ benchmark = "", method = "", verdict = "", flip = "", text = "" }) {
    $("filter-benchmark").value = benchmark;
    $("filter-method").value = method;
    $("filter-verdict").value = verdict;
    $("filter-flip").value = flip;
    $("search").value = text;
    filter();
    $("transcripts").scrollIntoView();
    $("list").focus({ preventScroll: true });
  }

  const haystacks = new Array(count);

  /** What can be searched without unpacking texts. */
  function haystack(i) {
    if (haystacks[i] === undefined) {
      const p = E.problem[i];
      haystacks[i] = [P.id[p], P.question[p], P.gold[p], E.answer[i], methodOf(i)].join("\n").toLowerCase();
    }
    return haystacks[i];
  }

  function accepts(i, wanted) {
    return (
      (wanted.benchmark === "" || benchmarkOf(i) === wanted.benchmark) &&
      (wanted.method === "" || methodOf(i) === wanted.method) &&
      (wanted.verdict === "" || E.verdict[i] === Number(wanted.verdict)) &&
      (wanted.flip === "" || (wanted.flip === "any" ? E.flip[i] > 0 : E.flip[i] === Number(wanted.flip))) &&
      (wanted.text === "" || haystack(i).includes(wanted.text) || (textMatches !== null && textMatches.has(i)))
    );
  }

  async function filter() {
    const mine = ++search.number;
    const wanted = {
      benchmark: $("filter-benchmark").value, method: $("filter-method").value, verdict: $("filter-verdict").value, flip: $("filter-flip").value,
      text: $("search").value.trim().toLowerCase(),
    };
    textMatches = null;
    apply(wanted, wanted.text !== "");
    if (wanted.text === "") {
      return;
    }
    const found = new Set();
    const numbers = [...new Set(E.block)].filter((b) => b >= 0).sort((a, b) => a - b);
    let shown = performance.now();
    for (const b of numbers) {
      const content = await block(b);
      if (mine !== search.number) {
        return;
      }
      for (const i of matches(content, wanted.text)) {
        found.add(i);
      }
      if (performance.now() - shown > 250) {
        textMatches = new Set(found);
        apply(wanted, true);
        shown = performance.now();
      }
    }
    textMatches = found;
    apply(wanted, false);
  }

  /** Episodes of a block that have the term in one of their texts. */
  function matches(content, term) {
    content.lower = content.lower || content.texts.map((text) => text.toLowerCase());
    const hits = new Set();
    content.lower.forEach((text, t) => {
      if (text.includes(term)) {
        hits.add(t);
      }
    });
    if (hits.size === 0) {
      return [];
    }
    const text = figures.callColumns.indexOf("text");
    const answer = figures.callColumns.indexOf("answer");
    return Object.entries(content.episodes)
      .filter(([, e]) => hits.has(e.question) || hits.has(e.gold) || hits.has(e.error) || e.calls.some((call) => hits.has(call[text]) || hits.has(call[answer])))
      .map(([i]) => Number(i));
  }

  function apply(wanted, searching) {
    const rows = [];
    for (let i = 0; i < count; i++) {
      if (accepts(i, wanted)) {
        rows.push(i);
      }
    }
    search.rows = rows;
    const list = $("list");
    $("spacer").style.height = rows.length * ROW + "px";
    list.scrollTop = 0;
    const suffix = searching ? ", searching the texts \u2026" : ".";
    list.dataset.text = wanted.text;
    $("status").textContent = `${number(rows.length)} of ${plural(count, "episode")}${suffix}`;
    renderRows();
  }

  function renderRows() {
    const list = $("list");
    const spacer = $("spacer");
    const rows = search.rows;
    list.querySelector(".empty")?.remove();
    if (rows.length === 0) {
      spacer.replaceChildren();
      list.removeAttribute("aria-activedescendant");
      // A listbox must own an option.
      spacer.append(el("div", { class: "empty", role: "option", "aria-disabled": "true", "aria-selected": "false" }, "No episode fits. Clear a filter or search for something shorter."));
      spacer.style.height = "auto";
      return;
    }
    const first = Math.max(0, Math.floor(list.scrollTop / ROW) - 6);
    const last = Math.min(rows.length, Math.ceil((list.scrollTop + list.clientHeight) / ROW) + 6);
    const shown = [];
    for (let at = first; at < last; at++) {
      shown.push(row(rows[at], at));
    }
    spacer.replaceChildren(...shown);
    if (document.getElementById("row-" + search.selected)) {
      list.setAttribute("aria-activedescendant", "row-" + search.selected);
    } else {
      list.removeAttribute("aria-activedescendant");
    }
  }

  function row(i, at) {
    const verdict = E.verdict[i];
    const line = el(
      "div",
      {
        id: "row-" + i, class: "row", role: "option", "aria-selected": String(i === search.selected), "aria-setsize": search.rows.length, "aria-posinset": at + 1,
        onclick: () => open(i, true),
      },
      el(
        "p", { class: "id" },
        el("span", { class: "glyph v" + verdict, "aria-hidden": "true" }, GLYPHS[verdict]),
        el("span", { class: "skip" }, VERDICTS[verdict] + ", "),
        idOf(i), el("span", { class: "by" }, " \u00b7 " + methodOf(i) + (E.repeat[i] > 0 ? " \u00b7 repeat " + E.repeat[i] : "")),
        E.flip[i] ? [" ", mark(E.flip[i] === 1 ? "good" : "bad", E.flip[i] === 1 ? "turned right" : "turned wrong")] : null
      ),
      el("p", { class: "text" }, P.question[E.problem[i]] || ""),
      el("p", { class: "text" }, E.verdict[i] === 3 ? "no text" : "answer " + (E.answer[i] ?? "none"))
    );
    line.style.top = at * ROW + "px";
    return line;
  }

  function move(to) {
    const rows = search.rows;
    if (rows.length === 0) {
      return;
    }
    const at = Math.max(0, Math.min(rows.length - 1, to));
    const list = $("list");
    if (at * ROW < list.scrollTop) {
      list.scrollTop = at * ROW;
    } else if ((at + 1) * ROW > list.scrollTop + list.clientHeight) {
      list.scrollTop = (at + 1) * ROW - list.clientHeight;
    }
    open(rows[at], false);
  }

  function setUpList() {
    const list = $("list");
    let framed = false;
    list.addEventListener("scroll", () => {
      if (!framed) {
        framed = true;
        requestAnimationFrame(() => {
          framed = false;
          renderRows();
        });
      }
    });
    list.addEventListener("keydown", (event) => {
      const at = search.rows.indexOf(search.selected);
      const page = Math.max(1, Math.floor(list.clientHeight / ROW) - 1);
      const moves = { ArrowDown: at + 1, j: at + 1, ArrowUp: Math.max(0, at - 1), k: Math.max(0, at - 1), PageDown: at + page, PageUp: at - page, Home: 0, End: search.rows.length - 1 };
      if (event.key in moves) {
        event.preventDefault();
        move(moves[event.key]);
      } else if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        if (at < 0) {
          move(0);
        }
        $("detail").scrollIntoView({ block: "start" });
        $("detail").focus({ preventScroll: true });
      }
    });
  }

  // ---- One transcript ---------------------------------------------------------------------------

  const narrow = window.matchMedia("(max-width: 46rem)");

  async function open(i, byPointer) {
    search.selected = i;
    renderRows();
    history.replaceState(null, "", hashOf(i));
    const content = E.block[i] < 0 ? null : await block(E.block[i]);
    if (search.selected !== i) {
      return;
    }
    const detail = $("detail");
    detail.replaceChildren(...transcript(i, content).filter(Boolean));
    if (byPointer && narrow.matches) {
      detail.scrollIntoView({ block: "start" });
      detail.focus({ preventScroll: true });
    }
  }

  function transcript(i, content) {
    const p = E.problem[i];
    const text = content === null ? () => null : (t) => (t === undefined || t === null ? null : content.texts[t]);
    const episode = content === null ? null : content.episodes[i];
    const term = $("search").value.trim();
    const verdict = E.verdict[i];
    const parts = [
      el("button", { type: "button", class: "quiet back", onclick: () => { $("transcripts").scrollIntoView(); $("list").focus({ preventScroll: true }); } }, "Back to the list"),
      el("h3", null, idOf(i)),
      el("p", { class: "chips" },
        mark(VERDICT_MARKS[verdict], GLYPHS[verdict] + " " + VERDICTS[verdict]),
        E.flip[i] ? mark(E.flip[i] === 1 ? "good" : "bad", E.flip[i] === 1 ? "turned right" : "turned wrong") : null,
        [benchmarkOf(i), methodOf(i), P.kind[p], P.level[p], E.repeat[i] > 0 ? "repeat " + E.repeat[i] : null, number(E.tokens[i]) + " tokens"].filter(Boolean).map((t) => el("span", { class: "chip" }, t)),
        episode && episode.agreement !== undefined ? el("span", { class: "chip" }, "agreement " + percent(episode.agreement, 0) + " %") : null,
        episode && episode.rounds > 1 ? el("span", { class: "chip" }, plural(episode.rounds, "round")) : null,
        episode && episode.reward !== undefined ? el("span", { class: "chip" }, "reward " + number(episode.reward, 3)) : null),
      siblings(i),
      el("h4", null, "Question"),
      el("p", { class: "text-block question", tabindex: "0" }, highlighted(text(episode?.question) ?? P.question[p] ?? "not kept", term)),
      el("h4", null, "Answer"),
      el("dl", { class: "verdicts" },
        el("div", null, el("dt", null, "given"), el("dd", null, text(episode?.answer) ?? E.answer[i] ?? (verdict === 3 ? "none: the episode failed" : "none could be read"))),
        el("div", null, el("dt", null, "expected"), el("dd", null, text(episode?.gold) ?? P.gold[p] ?? "unknown")),
        E.flip[i] ? el("div", null, el("dt", null, "in " + compared.id), el("dd", null, E.before[i] ?? "none")) : null),
    ];
    if (episode === null) {
      parts.push(el("p", { class: "note" }, `The texts of this episode are not in this file, to keep it small. They stand in the table responses, under run ${run.id} and this problem.`));
      return parts;
    }
    if (episode.error !== undefined) {
      parts.push(el("h4", null, "Failure"), el("p", { class: "note text-block" }, [text(episode.errorKind), text(episode.error)].filter(Boolean).join(": ")));
    }
    const calls = episode.calls.map((values) => {
      const call = Object.fromEntries(figures.callColumns.map((name, c) => [name, values[c]]));
      for (const name of ["role", "stage", "model", "text", "answer", "status", "error", "finish"]) {
        call[name] = text(call[name]);
      }
      return call;
    });
    const rounds = new Set(calls.map((call) => call.round)).size;
    let batch = null;
    for (const call of calls) {
      const heading = stageName(call, rounds);
      if (batch === null || batch.heading !== heading) {
        batch = { heading, box: el("div", { class: "calls" }) };
        parts.push(el("h4", null, heading), batch.box);
      }
      batch.box.append(callCard(call, term));
    }
    return parts;
  }

  function stageName(call, rounds) {
    const names = { strategy: "Strategy", answer: call.agent === null ? "Answer of the model" : "Answers of the agents", commitment: "Commitment" };
    const name = names[call.stage] || (call.stage ? call.stage[0].toUpperCase() + call.stage.slice(1) : "Calls");
    return rounds > 1 && call.agent !== null ? `${name}, round ${call.round + 1}` : name;
  }

  function callCard(call, term) {
    const who = call.agent !== null ? "Agent " + (call.agent + 1) : call.role === "executor" ? "Model" : (call.role || "").replace("_", " ").replace(/^./, (c) => c.toUpperCase());
    const controls = [
      call.temperature === null ? null : "temperature " + number(call.temperature, 2), call.topP === null ? null : "top-p " + number(call.topP, 2),
      call.repetitionPenalty === null || call.repetitionPenalty === 1 ? null : "repetition penalty " + number(call.repetitionPenalty, 2),
      call.qValue === null ? null : "Q " + number(call.qValue, 3),
    ].filter(Boolean);
    const rewards = [["action likelihood", call.rewardAl], ["task", call.rewardTs], ["collaboration", call.rewardCc]].filter(([, value]) => value !== null).map(([name, value]) => `${name} ${number(value, 3)}`);
    const effort = [
      `${number(call.promptTokens)} tokens read`, `${number(call.completionTokens)} written`, call.finish === "length" ? "cut at the limit" : null, call.logprob === null ? null : `mean log-probability ${number(call.logprob, 3)}`,
      call.cached ? "from the cache" : `${number(call.latencyMs)} ms`, "seed " + call.seed,
    ].filter(Boolean);
    return el("div", { class: "call" },
      el("header", null, el("b", null, who), el("small", null, call.model || ""),
        call.correct === null ? null : mark(call.correct ? "good" : "bad", (call.correct ? GLYPHS[1] + " right" : GLYPHS[0] + " wrong")),
        call.answer ? el("span", { class: "answer" }, "\u2192 ", call.answer) : null,
        call.finish === "length" ? mark("warn", "cut") : null),
      el("p", { class: "controls" }, controls.join(" \u00b7 ") || "no controls"),
      call.text === null
        ? el("p", { class: "text-block dim" }, call.error || "no text")
        : el("p", { class: "text-block", tabindex: "0" }, highlighted(call.text, term)),
      el("details", null, el("summary", null, "Tokens, time, seed" + (rewards.length ? ", rewards" : "")), effort.join(" \u00b7 "), rewards.length ? el("div", null, "Rewards: " + rewards.join(" \u00b7 ")) : null));
  }

  /** The same problem by other methods and repeats. */
  function siblings(i) {
    const others = [];
    for (let j = i; j >= 0 && E.problem[j] === E.problem[i]; j--) {
      others.unshift(j);
    }
    for (let j = i + 1; j < count && E.problem[j] === E.problem[i]; j++) {
      others.push(j);
    }
    return others.length < 2 ? null : el("div", { class: "methods", role: "group", "aria-label": "The same problem by" }, others.map((j) =>
      el("button", { type: "button", "aria-current": j === i ? "true" : null, onclick: () => open(j, false) },
        el("span", { class: "glyph v" + E.verdict[j], "aria-hidden": "true" }, GLYPHS[E.verdict[j]]), methodOf(j) + (E.repeat[j] > 0 ? " #" + E.repeat[j] : ""), el("span", { class: "skip" }, ", " + VERDICTS[E.verdict[j]]))));
  }

  function highlighted(text, term) {
    if (term.length < 2) {
      return [text];
    }
    const lower = text.toLowerCase();
    const wanted = term.toLowerCase();
    const parts = [];
    let from = 0;
    // Where lower case has another length, positions would not fit.
    for (let at = lower.length === text.length ? lower.indexOf(wanted) : -1; at >= 0 && parts.length < 400; at = lower.indexOf(wanted, from)) {
      parts.push(text.slice(from, at), el("mark", null, text.slice(at, at + wanted.length)));
      from = at + wanted.length;
    }
    parts.push(text.slice(from));
    return parts;
  }

  function openFromHash() {
    const match = /^#episode=(.*)$/.exec(location.hash);
    if (match) {
      const [benchmark, id, method, repeat] = match[1].split("/").map(decodeURIComponent);
      for (let i = 0; i < count; i++) {
        if (idOf(i) === id && methodOf(i) === method && benchmarkOf(i) === benchmark && String(E.repeat[i]) === repeat) {
          search.selected = i;
          $("list").scrollTop = Math.max(0, search.rows.indexOf(i) - 2) * ROW;
          open(i, false);
          $("transcripts").scrollIntoView();
          return;
        }
      }
    }
    $("detail").replaceChildren(el("p", { class: "hint" }, "Choose an episode to read its strategy, answers and commitment. Press / to search, and arrow keys to move through the list."));
  }

  // ---- Navigation -------------------------------------------------------------------------------

  function navigation() {
    const names = { cost: "Tokens", equilibrium: "Equilibrium", controls: "Controls" };
    const links = new Map();
    for (const section of document.querySelectorAll("main > section:not([hidden])")) {
      const link = el("a", { href: "#" + section.id }, names[section.id] || section.querySelector("h2").textContent);
      links.set(section, link);
      $("nav").append(el("li", null, link));
    }
    const seen = new IntersectionObserver(
      (entries) => {
        for (const entry of entries) {
          if (entry.isIntersecting) {
            links.forEach((link) => link.removeAttribute("aria-current"));
            links.get(entry.target).setAttribute("aria-current", "true");
          }
        }
      },
      { rootMargin: "-20% 0px -70% 0px" }
    );
    links.forEach((link, section) => seen.observe(section));
  }

  results();
  costCharts();
  trainingCharts();
  equilibriumCharts();
  controlsCharts();
  flips();
  failures();
  facts();
  setUpFilters();
  setUpList();
  navigation();
  filter();
  openFromHash();
  document.documentElement.dataset.ready = String(Math.round(performance.now()));
  drawAll();
  new ResizeObserver(() => drawAll()).observe($("content"));
})();
