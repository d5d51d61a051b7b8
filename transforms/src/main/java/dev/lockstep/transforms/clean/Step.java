/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.clean;

import dev.lockstep.transforms.row.ValueStep;
import dev.lockstep.transforms.rule.Call;
import java.util.function.Function;

/**
 * What a name in a rule stands for.
 *
 * @param usage how it is written, for messages
 * @param parser reads the arguments; throws an {@link IllegalArgumentException} when they are wrong
 */
record Step(String usage, int minArguments, int maxArguments, Function<Call, ValueStep> parser) {
    static final int MANY = Integer.MAX_VALUE;

    /** A step that has no arguments. */
    static Step plain(String usage, ValueStep step) {
        return new Step(usage, 0, 0, call -> step);
    }

    ValueStep parse(Call call) {
        if (maxArguments == MANY) {
            call.expect(minArguments, Math.max(minArguments, call.arguments().size()), usage);
        } else {
            call.expect(minArguments, maxArguments, usage);
        }
        return parser.apply(call);
    }
}
