/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.reconcile;

import dev.lockstep.validator.reconcile.Decision.Divergent;
import dev.lockstep.validator.reconcile.Decision.Pending;
import dev.lockstep.validator.reconcile.Decision.Unknown;
import dev.lockstep.validator.reconcile.Decision.Verified;
import dev.lockstep.validator.reconcile.Decision.Wait;
import java.util.List;

/** Decisions that are wrong in one point each. A simulation that cannot tell one of them from the right one is worth little. */
enum BrokenJudges implements Reconciler.Judge {
    /** The lower bound is one too high. */
    LO_ABOVE {
        @Override
        public Decision decide(Evidence evidence, Window window, Trust trust) {
            return right(evidence, new Window(window.lo() + 1, Math.max(window.lo() + 1, window.hi())), trust);
        }
    },
    /** The upper bound is one too low. */
    HI_BELOW {
        @Override
        public Decision decide(Evidence evidence, Window window, Trust trust) {
            return right(evidence, new Window(window.lo(), Math.max(window.lo(), window.hi() - 1)), trust);
        }
    },
    /** The upper bound is one too high, so that what cannot have arrived is admissible. */
    HI_ABOVE {
        @Override
        public Decision decide(Evidence evidence, Window window, Trust trust) {
            return right(evidence, new Window(window.lo(), window.hi() + 1), trust);
        }
    },
    /** The lower bound is one too low. */
    LO_BELOW {
        @Override
        public Decision decide(Evidence evidence, Window window, Trust trust) {
            return right(evidence, new Window(Math.max(0, window.lo() - 1), window.hi()), trust);
        }
    },
    /** Between the bounds is taken for at the lower one. */
    BOUNDS_AS_EXACT {
        @Override
        public Decision decide(Evidence evidence, Window window, Trust trust) {
            return right(evidence, new Window(window.lo(), window.lo()), trust);
        }
    },
    /** Between the bounds is taken for at the upper one. */
    ONLY_HI {
        @Override
        public Decision decide(Evidence evidence, Window window, Trust trust) {
            return right(evidence, new Window(window.hi(), window.hi()), trust);
        }
    },
    /** Only the latest version is admissible. */
    LATEST_ONLY {
        @Override
        public Decision decide(Evidence evidence, Window window, Trust trust) {
            return right(evidence, new Window(Integer.MAX_VALUE, Integer.MAX_VALUE), trust);
        }
    },
    /** What was current at the lower bound is not admissible. */
    BASE_IGNORED {
        @Override
        public Decision decide(Evidence evidence, Window window, Trust trust) {
            int base = evidence.newestBelow(window.lo());
            return base < 0
                    ? right(evidence, window, trust)
                    : right(keep(evidence, base + 1, evidence.versions().size()), window, trust);
        }
    },
    /** Every version from the oldest kept one on is admissible. */
    ALL_ADMISSIBLE {
        @Override
        public Decision decide(Evidence evidence, Window window, Trust trust) {
            return right(evidence, new Window(0, Integer.MAX_VALUE), trust);
        }
    },
    /** Absence is always admissible. */
    ABSENCE_ALWAYS_ADMISSIBLE {
        @Override
        public Decision decide(Evidence evidence, Window window, Trust trust) {
            Decision decision = right(evidence, window, trust);
            return decision instanceof Divergent && evidence.observed().absent() ? new Pending(Wait.LAGGING) : decision;
        }
    },
    /** A missing row is taken for a matter of lag. */
    NEVER_MISSING {
        @Override
        public Decision decide(Evidence evidence, Window window, Trust trust) {
            Decision decision = right(evidence, window, trust);
            return decision.equals(new Divergent(Kind.MISSING)) ? new Verified() : decision;
        }
    },
    /** A row without a version is never reported. */
    NEVER_UNEXPECTED {
        @Override
        public Decision decide(Evidence evidence, Window window, Trust trust) {
            Decision decision = right(evidence, window, trust);
            return decision.equals(new Divergent(Kind.UNEXPECTED)) ? new Pending(Wait.LAGGING) : decision;
        }
    },
    /** What has left the kept history was never there. */
    TRUNCATION_IGNORED {
        @Override
        public Decision decide(Evidence evidence, Window window, Trust trust) {
            return right(
                    new Evidence(
                            evidence.home(),
                            evidence.versions(),
                            false,
                            evidence.former(),
                            evidence.orderLost(),
                            evidence.observation()),
                    window,
                    trust);
        }
    },
    /** What was compacted away for a version not yet read was never there. */
    GAP_TRUST_IGNORED {
        @Override
        public Decision decide(Evidence evidence, Window window, Trust trust) {
            return right(evidence, window, new Trust(trust.removedBelow(), 0));
        }
    },
    /** What was compacted away between two versions was never there. */
    AFTER_GAP_IGNORED {
        @Override
        public Decision decide(Evidence evidence, Window window, Trust trust) {
            List<Version> versions = evidence.versions().stream()
                    .map(version -> new Version(version.offset(), version.lastOffset(), version.image(), false))
                    .toList();
            return right(with(evidence, versions), window, trust);
        }
    },
    /** What retention removed was never there. */
    REMOVAL_IGNORED {
        @Override
        public Decision decide(Evidence evidence, Window window, Trust trust) {
            return right(evidence, window, new Trust(0, trust.gapEnd()));
        }
    },
    /** Verified although an older version may have been there. */
    NOT_SURELY {
        @Override
        public Decision decide(Evidence evidence, Window window, Trust trust) {
            Decision decision = right(evidence, window, trust);
            boolean latest =
                    evidence.newestBelow(window.hi()) == evidence.versions().size() - 1
                            && evidence.expected().same(evidence.observed());
            return decision.equals(new Pending(Wait.LAGGING)) && latest ? new Verified() : decision;
        }
    },
    /** Verified although a newer version is known. */
    NOT_LATEST {
        @Override
        public Decision decide(Evidence evidence, Window window, Trust trust) {
            return right(keep(evidence, 0, evidence.newestBelow(window.hi()) + 1), window, trust);
        }
    },
    /** Every admissible version will do. */
    LAGGING_AS_VERIFIED {
        @Override
        public Decision decide(Evidence evidence, Window window, Trust trust) {
            Decision decision = right(evidence, window, trust);
            return decision.equals(new Pending(Wait.LAGGING)) ? new Verified() : decision;
        }
    },
    /** Lag is a difference. */
    LAGGING_AS_DIVERGENT {
        @Override
        public Decision decide(Evidence evidence, Window window, Trust trust) {
            Decision decision = right(evidence, window, trust);
            return decision.equals(new Pending(Wait.LAGGING)) ? new Divergent(Kind.STALE) : decision;
        }
    },
    /** What cannot be read is as it ought to be. */
    UNKNOWN_AS_VERIFIED {
        @Override
        public Decision decide(Evidence evidence, Window window, Trust trust) {
            Decision decision = right(evidence, window, trust);
            boolean unreadable =
                    decision instanceof Unknown unknown && unknown.reason().endsWith("-test");
            return unreadable ? new Verified() : decision;
        }
    },
    /** What cannot be read waits for a better time. */
    UNKNOWN_AS_PENDING {
        @Override
        public Decision decide(Evidence evidence, Window window, Trust trust) {
            Decision decision = right(evidence, window, trust);
            return decision instanceof Unknown ? new Pending(Wait.LAGGING) : decision;
        }
    },
    /** Digests of two contracts are compared. */
    CONTRACTS_IGNORED {
        @Override
        public Decision decide(Evidence evidence, Window window, Trust trust) {
            Image seen = evidence.observed();
            if (evidence.versions().isEmpty() || !(evidence.observation().orElse(null) instanceof Observation.Sample)) {
                return right(evidence, window, trust);
            }
            Image other = new Image(seen.content(), evidence.expected().contract(), seen.strict(), seen.locator());
            return right(evidence.with(new Observation.Sample(other, window, 0)), window, trust);
        }
    },
    /** What cannot be compared is different. */
    INCOMPARABLE_AS_DIFFERENT {
        @Override
        public Decision decide(Evidence evidence, Window window, Trust trust) {
            Decision decision = right(evidence, window, trust);
            boolean mismatch =
                    decision instanceof Unknown unknown && unknown.reason().startsWith("contract");
            return mismatch ? new Divergent(Kind.DIFFERENT) : decision;
        }
    },
    /** Versions of two partitions are taken for ordered. */
    ORDER_LOSS_IGNORED {
        @Override
        public Decision decide(Evidence evidence, Window window, Trust trust) {
            return right(
                    new Evidence(
                            evidence.home(),
                            evidence.versions(),
                            evidence.truncated(),
                            evidence.former(),
                            false,
                            evidence.observation()),
                    window,
                    trust);
        }
    },
    /** An old content is not told from a foreign one. */
    HISTORY_FORGOTTEN {
        @Override
        public Decision decide(Evidence evidence, Window window, Trust trust) {
            Decision decision = right(evidence, window, trust);
            if (decision.equals(new Divergent(Kind.STALE))) {
                return new Divergent(Kind.DIFFERENT);
            }
            return decision.equals(new Divergent(Kind.RESURRECTED)) ? new Divergent(Kind.UNEXPECTED) : decision;
        }
    },
    /** Every wrong content is an old one. */
    ALWAYS_STALE {
        @Override
        public Decision decide(Evidence evidence, Window window, Trust trust) {
            Decision decision = right(evidence, window, trust);
            return decision.equals(new Divergent(Kind.DIFFERENT)) ? new Divergent(Kind.STALE) : decision;
        }
    },
    /** Everything is right. */
    ALWAYS_VERIFIED {
        @Override
        public Decision decide(Evidence evidence, Window window, Trust trust) {
            return new Verified();
        }
    },
    /** Nothing is ever said. */
    ALWAYS_PENDING {
        @Override
        public Decision decide(Evidence evidence, Window window, Trust trust) {
            return new Pending(Wait.LAGGING);
        }
    };

    private static Decision right(Evidence evidence, Window window, Trust trust) {
        return Decider.decide(evidence, window, trust);
    }

    private static Evidence keep(Evidence evidence, int from, int to) {
        return with(evidence, evidence.versions().subList(from, to));
    }

    private static Evidence with(Evidence evidence, List<Version> versions) {
        return new Evidence(
                evidence.home(),
                versions,
                evidence.truncated(),
                evidence.former(),
                evidence.orderLost(),
                evidence.observation());
    }
}
