/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.canonical.quality.Quality.Dimension;
import dev.lockstep.canonical.quality.Quality.Tally;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QualityTest {
    private static final Map<Dimension, Tally> TALLIES = Map.of(
            Dimension.COMPLETENESS, new Tally(2, 3),
            Dimension.ACCURACY, new Tally(5, 5),
            Dimension.CONSISTENCY, new Tally(0, 0));

    @Test
    void travelsAsTextThatPeopleCanRead() {
        Quality quality = new Quality(TALLIES, List.of("email.required"));

        assertThat(quality.format()).isEqualTo("v1;completeness=2/3;accuracy=5/5;consistency=0/0;email.required");
        assertThat(Quality.parse(quality.format())).isEqualTo(quality);
    }

    @Test
    void namesOfAnyKindComeBackAsTheyWere() {
        Quality quality = new Quality(TALLIES, List.of("a;b,c", "100%", "[x] y\tz", "%3b."));

        assertThat(Quality.parse(quality.format())).isEqualTo(quality);
        assertThat(Quality.find("broken " + quality.inMessage() + " at the end"))
                .contains(quality);
    }

    @Test
    void messageThatSaysNothingOfRulesHasNone() {
        assertThat(Quality.find("database is down [lockstep]")).isEmpty();
        assertThat(Quality.find(null)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "v2;completeness=2/3;accuracy=5/5;consistency=0/0;",
                "v1;completeness=3/2;accuracy=5/5;consistency=0/0;",
                "v1;accuracy=5/5;completeness=2/3;consistency=0/0;",
                "v1;completeness=2/3;accuracy=5/5;",
            })
    void otherTextIsRefused(String text) {
        assertThatThrownBy(() -> Quality.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
