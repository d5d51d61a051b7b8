/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.schema;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** In which order tables can be filled. Pure. */
public final class TableOrder {
    private TableOrder() {}

    /**
     * Tables that others refer to come before those that refer; where nothing decides, and within cycles, the given order
     * stays.
     *
     * @param parents for each table those it refers to; itself and tables that are not in the list do not count
     */
    public static <T> List<T> parentsFirst(List<T> tables, Map<T, Set<T>> parents) {
        List<T> waiting = new ArrayList<>(tables);
        List<T> ordered = new ArrayList<>(tables.size());
        while (!waiting.isEmpty()) {
            Set<T> open = new HashSet<>(waiting);
            T next = waiting.stream()
                    .filter(table -> parents.getOrDefault(table, Set.of()).stream()
                            .noneMatch(parent -> open.contains(parent) && !parent.equals(table)))
                    .findFirst()
                    .orElse(waiting.get(0));
            waiting.remove(next);
            ordered.add(next);
        }
        return ordered;
    }
}
