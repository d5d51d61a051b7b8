/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.clean;

import dev.lockstep.transforms.convert.Conversions;
import dev.lockstep.transforms.convert.TargetType;
import dev.lockstep.transforms.row.ValueStep;
import dev.lockstep.transforms.rule.Call;
import dev.lockstep.transforms.rule.Suggestion;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** All steps by their names. */
final class Steps {
    private static final Map<String, Step> BY_NAME = byName();

    private Steps() {}

    static Set<String> names() {
        return BY_NAME.keySet();
    }

    /** @throws IllegalArgumentException when there is no such step, or its arguments are wrong */
    static ValueStep of(Call call) {
        Step step = BY_NAME.get(call.name());
        if (step == null) {
            if (call.name().equals(OnError.NAME)) {
                throw new IllegalArgumentException(OnError.NAME + " is for the steps before it: write it once, as the"
                        + " last of the rule and not the only one");
            }
            throw new IllegalArgumentException(
                    "There is no step " + call.name() + ". " + Suggestion.among(call.name(), BY_NAME.keySet()));
        }
        return step.parse(call);
    }

    private static Map<String, Step> byName() {
        Map<String, Step> steps = new TreeMap<>();
        steps.putAll(TextSteps.ALL);
        steps.putAll(PatternSteps.ALL);
        steps.putAll(NullSteps.ALL);
        steps.put("map", new Step(ValueMap.USAGE, 1, Step.MANY, ValueMap::parse));
        steps.put("to", new Step("to(int32)", 1, 1, call -> Conversions.to(TargetType.parse(call.text(0)))));
        steps.put("round", new Step(Rounding.USAGE, 1, 2, Rounding::parse));
        steps.putAll(ByteSteps.ALL);
        steps.put("parse-json", new Step("parse-json('city string, zip int32')", 0, 2, ParseJson::parse));
        steps.put("emit-json", Step.plain("emit-json", new EmitJson()));
        steps.putAll(TemporalSteps.ALL);
        return steps;
    }
}
