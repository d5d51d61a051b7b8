/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.faults.corpus;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One fault. Immutable.
 *
 * @param name for the command line and reports, in lower case
 * @param description what has gone wrong, for people
 * @param expected what has to come of it, by how the target is looked at
 * @param with what has to come of it instead, with a mover of this kind
 * @param touched the rows it touches, as a condition by table; for mending, which copies them from the source
 * @param mend what the source needs besides, to mend it
 * @param alone whether nothing else may be planted, or written, meanwhile
 */
public record Fault(
        String name,
        String description,
        Plant plant,
        Map<View, Expected> expected,
        Map<MoverKind, Expected> with,
        Map<String, String> touched,
        List<String> mend,
        boolean alone) {
    private static final Expected FOLLOWED_ONLY =
            new Expected.Unseen("nothing comes by in the data topic: a scan finds it");
    private static final Expected CHANCE = new Expected.NotPlanted(
            "the row is read behind the change, before or after the damage: chance decides, and a scan finds it");

    private static final Expected BEHIND_THE_TOPIC =
            new Expected.Unseen("it is made behind the data topic: an observer of the target finds it");

    public Fault {
        expected = Map.copyOf(expected);
        with = Map.copyOf(with);
        touched = Map.copyOf(touched);
        mend = List.copyOf(mend);
    }

    static Fault of(String name, String description, Plant plant, Expected expected, Map<String, String> touched) {
        Map<View, Expected> all = Arrays.stream(View.values())
                .collect(Collectors.toMap(view -> view, view -> inView(view, plant, expected)));
        boolean alone = plant instanceof Plant.SinkWith || plant instanceof Plant.CaptureOf;
        return new Fault(name, description, plant, all, Map.of(), touched, List.of(), alone);
    }

    /** What has to come of it. */
    public Expected expected(View view, MoverKind mover) {
        return with.getOrDefault(mover, expected.get(view));
    }

    private static Expected inView(View view, Plant plant, Expected expected) {
        if (view == View.AUDITED) {
            return BEHIND_THE_TOPIC;
        }
        return plant.byMover() || view.seesRogueChanges() ? expected : followed(plant, expected);
    }

    private static Expected followed(Plant plant, Expected expected) {
        if (!(expected instanceof Expected.Divergent)) {
            return expected;
        }
        return plant instanceof Plant.AfterArrival ? CHANCE : FOLLOWED_ONLY;
    }

    /** The same fault, of which something else comes when the target is looked at in this way. */
    Fault expecting(View view, Expected other) {
        Map<View, Expected> changed = new EnumMap<>(expected);
        changed.put(view, other);
        return new Fault(name, description, plant, changed, with, touched, mend, alone);
    }

    /** The same fault, of which something else comes with this mover. */
    Fault expecting(MoverKind mover, Expected other) {
        Map<MoverKind, Expected> changed = new EnumMap<>(MoverKind.class);
        changed.putAll(with);
        changed.put(mover, other);
        return new Fault(name, description, plant, expected, changed, touched, mend, alone);
    }

    /** The same fault, with something to do at the source when it is mended. */
    Fault mendedBy(String... source) {
        return new Fault(name, description, plant, expected, with, touched, List.of(source), alone);
    }

    /** The same fault, planted while there is no other. */
    Fault onItsOwn() {
        return new Fault(name, description, plant, expected, with, touched, mend, true);
    }
}
