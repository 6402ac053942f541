package org.econspark.spark;

import java.io.Serializable;
import java.util.Map;
import org.econspark.config.Settings;
import org.econspark.episode.Episode;
import org.econspark.episode.Response;

/** What calls cost, by the settings' price table. */
record Prices(Map<String, Settings.Price> byModel) implements Serializable {

  /** US dollars; 0 for a stored answer or a failed call, null for a model without a price. */
  Double of(Response response) {
    Settings.Price price = byModel.get(response.model());
    if (price == null) {
      return null;
    }
    return response.cached()
        ? 0.0
        : (response.promptTokens() * price.prompt()
                + response.completionTokens() * price.completion())
            / 1e6;
  }

  /** Of all calls of an episode; null if one has no price. */
  Double of(Episode episode) {
    double sum = 0;
    for (Response response : episode.responses()) {
      Double cost = of(response);
      if (cost == null) {
        return null;
      }
      sum += cost;
    }
    return sum;
  }
}
