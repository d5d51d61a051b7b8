/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.reconcile;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * One verdict that was given on a key, with the evidence it was given on; later also how it ended.
 *
 * <p>It holds all that is published, and nothing of when it was computed: giving it again gives the same line (R).
 *
 * @param kind empty when the key is unknown
 * @param reason why it is unknown; empty when it is divergent
 * @param home where the versions of the key stand; empty when there never was one
 * @param source the version the verdict is bound to (B): the newest that the target may have held; empty when there was
 *     none
 * @param target the observation the verdict is bound to; empty when the target never said anything
 * @param window the positions between which the target was
 * @param firstSeen when the key was first seen not to be right, milliseconds since the epoch
 * @param resolved when it was seen to be right again
 */
public record Verdict(
        Optional<Kind> kind,
        Optional<String> reason,
        Optional<Home> home,
        Optional<Version> source,
        Optional<Observation> target,
        Window window,
        long firstSeen,
        OptionalLong resolved) {

    public boolean open() {
        return resolved.isEmpty();
    }

    /**
     * Whether the other verdict says the same of the same version and the same content of the target. Its kind then differs
     * at most in whether that content is known to be an older one, and the one given first knew more of the history (R).
     */
    boolean repeats(Verdict other) {
        return kind.isPresent() == other.kind.isPresent()
                && reason.equals(other.reason)
                && offset(source) == offset(other.source)
                && image(target).equals(image(other.target))
                && open() == other.open();
    }

    private static long offset(Optional<Version> version) {
        return version.map(Version::offset).orElse(-1L);
    }

    private static Image image(Optional<Observation> seen) {
        return seen.map(Observation::image).orElse(Image.ABSENT);
    }

    Verdict resolvedBy(Evidence evidence, Window by, long at) {
        return new Verdict(
                kind,
                reason,
                evidence.home(),
                evidence.latest(),
                evidence.observation(),
                by,
                firstSeen,
                OptionalLong.of(at));
    }
}
