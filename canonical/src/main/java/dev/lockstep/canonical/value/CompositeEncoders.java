/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.value;

import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/** Values made of values: lists, and records from structs and maps. One that is not available makes the whole so. */
final class CompositeEncoders {
    /** How the values of one member are written, which for values without schema depends on each. */
    @FunctionalInterface
    interface ElementEncoders {
        ValueEncoder forElement(Object element);
    }

    private record Member(String name, ValueEncoder encoder) {}

    private CompositeEncoders() {}

    static ValueEncoder list(ElementEncoders elements) {
        return (value, out) -> {
            int start = out.size();
            List<?> list = (List<?>) value;
            out.writeListHeader(list.size());
            for (Object element : list) {
                if (!write(element, elements, out)) {
                    becomeUnknown(start, out);
                    return;
                }
            }
        };
    }

    /** Lists of lists to any depth; {@code element} is for what is no list, {@code unavailable} tells placeholders. */
    static ValueEncoder nestedList(ValueEncoder element, Predicate<List<?>> unavailable) {
        return new NestedList(element, unavailable);
    }

    private static final class NestedList implements ValueEncoder {
        private final ValueEncoder element;
        private final Predicate<List<?>> unavailable;
        private final ValueEncoder list = list(this::forElement);

        NestedList(ValueEncoder element, Predicate<List<?>> unavailable) {
            this.element = element;
            this.unavailable = unavailable;
        }

        private ValueEncoder forElement(Object value) {
            if (!(value instanceof List<?> inner)) {
                return element;
            }
            return unavailable.test(inner) ? (any, out) -> out.writeUnknown() : this;
        }

        @Override
        public void encode(Object value, CanonicalWriter out) throws CharacterCodingException {
            list.encode(value, out);
        }
    }

    static ValueEncoder map(ElementEncoders elements) {
        return (value, out) -> {
            int start = out.size();
            Map<String, Object> sorted = new TreeMap<>(Utf8.BYTE_ORDER);
            for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
                if (!(entry.getKey() instanceof String name)) {
                    throw new MalformedValueException("a map with a key that is no text");
                }
                sorted.put(name, entry.getValue());
            }
            out.writeRecordHeader(sorted.size());
            for (Map.Entry<String, Object> member : sorted.entrySet()) {
                out.writeName(member.getKey());
                if (!write(member.getValue(), elements, out)) {
                    becomeUnknown(start, out);
                    return;
                }
            }
        };
    }

    static ValueEncoder struct(Schema schema, java.util.function.Function<Field, ValueEncoder> encoders) {
        List<Member> members = new ArrayList<>();
        for (Field field : schema.fields()) {
            members.add(new Member(field.name(), encoders.apply(field)));
        }
        members.sort(Comparator.comparing(Member::name, Utf8.BYTE_ORDER));
        return (value, out) -> {
            int start = out.size();
            Struct struct = (Struct) value;
            out.writeRecordHeader(members.size());
            for (Member member : members) {
                out.writeName(member.name());
                if (!write(struct.getWithoutDefault(member.name()), any -> member.encoder(), out)) {
                    becomeUnknown(start, out);
                    return;
                }
            }
        };
    }

    private static boolean write(Object element, ElementEncoders elements, CanonicalWriter out)
            throws CharacterCodingException {
        if (element == null) {
            out.writeNull();
            return true;
        }
        int at = out.size();
        elements.forElement(element).encode(element, out);
        return out.array()[at] != Family.UNKNOWN.tag();
    }

    private static void becomeUnknown(int start, CanonicalWriter out) {
        out.truncate(start);
        out.writeUnknown();
    }
}
