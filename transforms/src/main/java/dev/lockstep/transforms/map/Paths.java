/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.map;

import dev.lockstep.transforms.path.FieldPath;
import java.util.ArrayList;
import java.util.List;

/** Paths made from paths. */
final class Paths {
    private Paths() {}

    /** A field of an object. */
    static FieldPath child(FieldPath object, String name) {
        List<String> steps = new ArrayList<>(object.steps());
        steps.add(name);
        return new FieldPath(steps);
    }

    /** A field beside another. */
    static FieldPath sibling(FieldPath path, String name) {
        List<String> steps = new ArrayList<>(path.parents());
        steps.add(name);
        return new FieldPath(steps);
    }

    /** The steps up to and with the last list; two fields can change places only where these are the same. */
    static List<String> upToLastList(FieldPath path) {
        return path.steps().subList(0, path.steps().lastIndexOf(FieldPath.ELEMENTS) + 1);
    }
}
