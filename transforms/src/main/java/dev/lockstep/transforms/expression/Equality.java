/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.expression;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.TypeParamType;
import dev.cel.common.values.NullValue;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * When values are equal, and null. It takes the place of CEL's own equality, to which a decimal is never equal to a
 * number of another type. Null is equal to null and to nothing else.
 */
final class Equality {
    static final String EQUAL = "_==_";
    static final String WITHIN = "@within";
    static final String COALESCE = "coalesce";

    /** Null as a value that stands wherever another may stand. */
    static final String NULL = "@null";

    private static final int MAX_COALESCED = 4;

    private Equality() {}

    static void addTo(FunctionTable functions) {
        CelType any = TypeParamType.create("A");
        CelType other = TypeParamType.create("B");
        for (List<CelType> types : List.of(
                List.of(Decimals.TYPE, SimpleType.INT),
                List.of(SimpleType.INT, Decimals.TYPE),
                List.of(Decimals.TYPE, SimpleType.DOUBLE),
                List.of(SimpleType.DOUBLE, Decimals.TYPE),
                List.of(SimpleType.INT, SimpleType.DOUBLE),
                List.of(SimpleType.DOUBLE, SimpleType.INT))) {
            functions.bindWithNulls(EQUAL, SimpleType.BOOL, types, arguments -> equal(arguments[0], arguments[1]));
        }
        functions.replace(EQUAL, "equals", List.of(any, any), arguments -> equal(arguments[0], arguments[1]));
        functions.add(
                WITHIN,
                SimpleType.BOOL,
                any,
                ListType.create(any),
                (value, list) -> within(value, (Collection<?>) list));
        functions.add(
                WITHIN,
                SimpleType.BOOL,
                any,
                MapType.create(any, other),
                (value, map) -> within(value, ((Map<?, ?>) map).keySet()));
        functions.bind(NULL, any, List.of(), arguments -> NullValue.NULL_VALUE);
        for (int arguments = 2; arguments <= MAX_COALESCED; arguments++) {
            List<CelType> parameters = java.util.Collections.nCopies(arguments, any);
            functions.bind(COALESCE, any, parameters, Equality::coalesce);
        }
    }

    static boolean isNull(Object value) {
        return value == null || value instanceof NullValue;
    }

    private static Object coalesce(Object[] arguments) {
        for (Object argument : arguments) {
            if (!isNull(argument)) {
                return argument;
            }
        }
        return NullValue.NULL_VALUE;
    }

    private static boolean within(Object value, Collection<?> collection) {
        return collection.stream().anyMatch(element -> equal(value, element));
    }

    private static boolean equal(Object left, Object right) {
        if (isNull(left) || isNull(right)) {
            return isNull(left) && isNull(right);
        }
        if (isNumber(left) && isNumber(right) && left.getClass() != right.getClass()) {
            return isFinite(left) && isFinite(right) && Decimals.of(left).equals(Decimals.of(right));
        }
        if (left instanceof Double one && right instanceof Double two) {
            return one.doubleValue() == two.doubleValue();
        }
        if (left instanceof List<?> one && right instanceof List<?> two) {
            return lists(one, two);
        }
        if (left instanceof Map<?, ?> one && right instanceof Map<?, ?> two) {
            return one.size() == two.size()
                    && one.entrySet().stream()
                            .allMatch(member -> two.containsKey(member.getKey())
                                    && equal(member.getValue(), two.get(member.getKey())));
        }
        return left.equals(right);
    }

    private static boolean lists(List<?> left, List<?> right) {
        if (left.size() != right.size()) {
            return false;
        }
        Iterator<?> others = right.iterator();
        return left.stream().allMatch(element -> equal(element, others.next()));
    }

    private static boolean isNumber(Object value) {
        return value instanceof Long || value instanceof Double || value instanceof ExactDecimal;
    }

    private static boolean isFinite(Object number) {
        return !(number instanceof Double floating) || Double.isFinite(floating);
    }
}
