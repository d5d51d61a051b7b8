/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.reconcile;

import dev.lockstep.canonical.digest.Content;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What both sides have said of one key. Immutable.
 *
 * @param home where its versions stand; empty when there never was one
 * @param versions oldest first, no two neighbours alike, at most {@value #KEPT_VERSIONS}
 * @param truncated whether older versions were dropped: the one below the first that is kept is then not known
 * @param former the first 32 bits of the last content that was dropped; it only tells STALE from DIFFERENT
 * @param orderLost whether versions came from two partitions, so that they have no order
 * @param observation the last one; empty when the target never said anything, which is absence
 */
public record Evidence(
        Optional<Home> home,
        List<Version> versions,
        boolean truncated,
        OptionalInt former,
        boolean orderLost,
        Optional<Observation> observation) {
    /** Versions kept per key: enough to decide all but the hottest keys. */
    public static final int KEPT_VERSIONS = 8;

    public static final Evidence NONE =
            new Evidence(Optional.empty(), List.of(), false, OptionalInt.empty(), false, Optional.empty());

    public Evidence {
        versions = List.copyOf(versions);
    }

    public Optional<Version> latest() {
        return versions.isEmpty() ? Optional.empty() : Optional.of(versions.get(versions.size() - 1));
    }

    /** What the target ought to hold once everything has arrived: absence where no version is known. */
    public Image expected() {
        return latest().map(Version::image).orElse(Image.ABSENT);
    }

    /** What the target was last seen to hold. */
    public Image observed() {
        return observation.map(Observation::image).orElse(Image.ABSENT);
    }

    /** Whether the latest version and the last observation say the same. */
    boolean agree() {
        return !orderLost && expected().same(observed());
    }

    /** Whether both sides have the row, and are not known to be the same strictly, without the rules of the policy. */
    public boolean masked() {
        return expected().present()
                && observed().present()
                && !expected().strict().equals(observed().strict());
    }

    /** Whether a record at this place was seen before. */
    boolean replays(Home at, long offset) {
        return home.filter(at::equals).isPresent()
                && latest().map(last -> offset <= last.lastOffset()).orElse(false);
    }

    /** With one more version. One that repeats the latest only moves its end, unless others may have been between. */
    Evidence with(Home at, Version version) {
        boolean lost = orderLost || home.filter(known -> !known.equals(at)).isPresent();
        List<Version> kept = new ArrayList<>(versions);
        if (!kept.isEmpty()) {
            Version last = kept.get(kept.size() - 1);
            if (!version.afterGap() && last.image().same(version.image())) {
                kept.set(kept.size() - 1, last.repeatedBy(version));
                return new Evidence(Optional.of(at), kept, truncated, former, lost, observation);
            }
        }
        kept.add(version);
        Evidence all = new Evidence(Optional.of(at), kept, truncated, former, lost, observation);
        return kept.size() > KEPT_VERSIONS ? all.from(1) : all;
    }

    Evidence with(Observation seen) {
        return new Evidence(home, versions, truncated, former, orderLost, Optional.of(seen));
    }

    /** Without the versions that nothing can be at any more once everything below {@code lo} has been applied. */
    Evidence passed(long lo) {
        int base = newestBelow(lo);
        return base > 0 ? from(base) : this;
    }

    /** Of a verified key: nothing but the latest version, and that it was seen, strictly as it was seen. */
    Evidence atRest() {
        Evidence last = passed(Long.MAX_VALUE);
        return observation.orElse(null) instanceof Observation.Sample
                ? last.with(
                        new Observation.Sample(last.expected().strictlyAs(observed()), Observation.Sample.AT_REST, 0))
                : last;
    }

    /** The index of the newest version below an offset; −1 when there is none. */
    int newestBelow(long offset) {
        int index = versions.size() - 1;
        while (index >= 0 && versions.get(index).offset() >= offset) {
            index--;
        }
        return index;
    }

    private Evidence from(int first) {
        OptionalInt dropped = former;
        for (Version version : versions.subList(0, first)) {
            if (version.image().content() instanceof Content.Present present) {
                dropped = OptionalInt.of(prefix(present));
            }
        }
        return new Evidence(home, versions.subList(first, versions.size()), true, dropped, orderLost, observation);
    }

    /** Whether the source is known to have had this content below an offset. */
    boolean knows(Image image, long below) {
        boolean dropped = image.content() instanceof Content.Present present
                && former.isPresent()
                && former.getAsInt() == prefix(present);
        return dropped
                || versions.stream()
                        .anyMatch(version ->
                                version.offset() < below && version.image().same(image));
    }

    private static int prefix(Content.Present content) {
        return (int) (content.digest().high() >>> Integer.SIZE);
    }
}
