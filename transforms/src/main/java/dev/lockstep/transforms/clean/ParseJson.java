/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.clean;

import dev.lockstep.canonical.value.CanonicalValue;
import dev.lockstep.canonical.value.Decimals;
import dev.lockstep.canonical.value.JsonDocument;
import dev.lockstep.transforms.convert.Conversions;
import dev.lockstep.transforms.convert.Kind;
import dev.lockstep.transforms.convert.Target;
import dev.lockstep.transforms.row.Types;
import dev.lockstep.transforms.row.ValueStep;
import dev.lockstep.transforms.rule.Call;
import dev.lockstep.transforms.rule.Suggestion;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;

/**
 * The text of a JSON document as objects, lists and values. Where rows have a schema the rule says what the document
 * looks like; members that it does not name are an error, unless the rule says that they may be left out.
 *
 * @param shape null where the rule says none
 */
record ParseJson(String shape, boolean mayLeaveOut) implements ValueStep {
    private static final String LEAVE_OUT = "leave-out-others";

    /** @throws IllegalArgumentException when the arguments are wrong */
    static ParseJson parse(Call call) {
        if (call.arguments().isEmpty()) {
            return new ParseJson(null, false);
        }
        JsonShape.parse(call.text(0));
        boolean leavesOut = call.arguments().size() > 1;
        if (leavesOut && !call.text(1).equals(LEAVE_OUT)) {
            throw new IllegalArgumentException("parse-json has no way " + call.text(1) + ". "
                    + Suggestion.among(call.text(1), List.of(LEAVE_OUT)));
        }
        return new ParseJson(call.text(0), leavesOut);
    }

    @Override
    public Typed over(Schema schema) {
        if (schema == null) {
            return new Typed(null, value -> value == null ? null : plain(document(TextStep.text("parse-json", value))));
        }
        if (Kind.of(schema) != Kind.JSON) {
            TextStep.requireText("parse-json", schema);
        }
        if (shape == null) {
            throw new DataException("parse-json needs the shape of the document here, because rows have a schema. Write"
                    + " parse-json('city string, zip int32') with the names and types of its members");
        }
        Schema out = Conversions.retyped(schema, JsonShape.parse(shape)).build();
        return new Typed(out, value -> value == null ? null : typed("", out, document((String) value)));
    }

    private static CanonicalValue document(String text) {
        try {
            return JsonDocument.parse(text).node();
        } catch (IllegalArgumentException e) {
            throw new DataException("Expected a JSON document, found a text of " + text.length()
                    + " character(s) that is " + e.getMessage() + ". Clean it first, or write on-error(null)");
        }
    }

    private Object typed(String where, Schema schema, CanonicalValue node) {
        if (node instanceof CanonicalValue.Null) {
            return null;
        }
        return switch (schema.type()) {
            case STRUCT -> object(where, schema, node);
            case MAP -> {
                Map<String, Object> map = new LinkedHashMap<>();
                for (CanonicalValue.Member member : members(where, node)) {
                    map.put(member.name(), typed(where + ".*", schema.valueSchema(), member.value()));
                }
                yield map;
            }
            case ARRAY -> {
                if (!(node instanceof CanonicalValue.Sequence list)) {
                    throw wrong(where, "a list", node);
                }
                List<Object> elements = new ArrayList<>();
                list.elements().forEach(element -> elements.add(typed(where + "[*]", schema.valueSchema(), element)));
                yield elements;
            }
            case BOOLEAN, INT8, INT16, INT32, INT64, FLOAT32, FLOAT64, STRING, BYTES -> single(where, schema, node);
        };
    }

    private Struct object(String where, Schema schema, CanonicalValue node) {
        Struct struct = new Struct(schema);
        for (CanonicalValue.Member member : members(where, node)) {
            Field field = schema.field(member.name());
            if (field != null) {
                struct.put(field, typed(where + "." + field.name(), field.schema(), member.value()));
            } else if (!mayLeaveOut) {
                throw new DataException("parse-json found a member " + (where.isEmpty() ? "" : "inside " + where + " ")
                        + "with a name of " + member.name().length()
                        + " character(s) that the shape does not have (it has "
                        + String.join(
                                ", ", schema.fields().stream().map(Field::name).toList())
                        + "). Add it to the shape, or write parse-json('…', " + LEAVE_OUT + ")");
            }
        }
        return struct;
    }

    private static List<CanonicalValue.Member> members(String where, CanonicalValue node) {
        if (node instanceof CanonicalValue.Members object) {
            return object.members();
        }
        throw wrong(where, "an object", node);
    }

    private static Object single(String where, Schema schema, CanonicalValue node) {
        try {
            if (Kind.of(schema) == Kind.JSON) {
                return JsonDocument.text(new CanonicalValue.Json(node));
            }
            if (node instanceof CanonicalValue.Text) {
                return Target.of(schema).from(Kind.TEXT).apply(node);
            }
            if (node instanceof CanonicalValue.Numeric) {
                return Target.of(schema).from(Kind.DECIMAL).apply(node);
            }
            if (node instanceof CanonicalValue.Truth) {
                return Target.of(schema).from(Kind.BOOLEAN).apply(node);
            }
        } catch (DataException e) {
            throw new DataException(
                    "Inside the document" + (where.isEmpty() ? "" : " at " + where) + ": " + e.getMessage(), e);
        }
        throw wrong(where, "a single value of type " + Types.of(schema), node);
    }

    private static DataException wrong(String where, String expected, CanonicalValue node) {
        String found = node instanceof CanonicalValue.Members
                ? "an object"
                : node instanceof CanonicalValue.Sequence ? "a list" : "a single value";
        return new DataException("parse-json expected " + expected + (where.isEmpty() ? "" : " at " + where)
                + ", found " + found + ". Correct the shape, or take the type json, which holds whatever there is");
    }

    /** As JSON rows come: Long, Double where it is exact, else BigDecimal. */
    private static Object plain(CanonicalValue node) {
        if (node instanceof CanonicalValue.Members object) {
            Map<String, Object> map = new LinkedHashMap<>();
            object.members().forEach(member -> map.put(member.name(), plain(member.value())));
            return map;
        }
        if (node instanceof CanonicalValue.Sequence list) {
            List<Object> elements = new ArrayList<>();
            list.elements().forEach(element -> elements.add(plain(element)));
            return elements;
        }
        if (node instanceof CanonicalValue.Text text) {
            return text.value();
        }
        if (node instanceof CanonicalValue.Truth truth) {
            return truth == CanonicalValue.Truth.TRUE;
        }
        return node instanceof CanonicalValue.Numeric number ? number(number.value()) : null;
    }

    private static Object number(BigDecimal number) {
        try {
            return number.longValueExact();
        } catch (ArithmeticException e) {
            double near = number.doubleValue();
            boolean exact = Double.isFinite(near) && Decimals.shortest(near).compareTo(number) == 0;
            return exact ? (Object) near : number;
        }
    }
}
