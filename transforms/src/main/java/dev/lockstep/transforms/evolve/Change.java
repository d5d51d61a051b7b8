/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.evolve;

import dev.lockstep.transforms.path.FieldPath;
import java.util.Optional;

/** One difference between a version and the next, as texts say it. Immutable. */
sealed interface Change {
    record Rename(FieldPath from, FieldPath to) implements Change {
        @Override
        public String toString() {
            return "rename " + from + " to " + to;
        }
    }

    record Retype(FieldPath path, DeclaredType from, DeclaredType to) implements Change {
        @Override
        public String toString() {
            return "retype " + path + " " + from + " → " + to;
        }
    }

    record Add(FieldPath path, Optional<DefaultValue> defaultValue) implements Change {
        @Override
        public String toString() {
            return "add " + path + defaultValue.map(value -> " = " + value).orElse(" = null");
        }
    }

    record Remove(FieldPath path) implements Change {
        @Override
        public String toString() {
            return "remove " + path;
        }
    }

    record Compute(FieldPath path, String expression) implements Change {
        @Override
        public String toString() {
            return "compute " + path + " from " + expression;
        }
    }

    /** Null is refused from now on, or becomes the default. */
    record Require(FieldPath path, Optional<DefaultValue> defaultValue) implements Change {
        @Override
        public String toString() {
            return "require " + path
                    + defaultValue.map(value -> ", null becomes " + value).orElse(", null is an error");
        }
    }

    record Relax(FieldPath path) implements Change {
        @Override
        public String toString() {
            return "allow null in " + path;
        }
    }

    record Default(FieldPath path, Optional<DefaultValue> defaultValue) implements Change {
        @Override
        public String toString() {
            return "default of " + path
                    + defaultValue.map(value -> " = " + value).orElse(" is gone");
        }
    }
}
