/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.row;

import dev.lockstep.transforms.path.FieldPath;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;

/**
 * The fields of an object whose schema is known, as slots. A list is an object whose one field is called
 * {@link FieldPath#ELEMENTS}. Owned by one thread; used up by {@link #slot}.
 */
final class PlannedDraft implements Draft {
    /** What stands under a name: a slot, or an object or list that was opened. */
    sealed interface Member permits Slot, Opened {}

    private record Opened(PlannedDraft draft) implements Member, Cell {}

    private final String where;
    private final Slot source;
    private final boolean isList;
    private final Map<String, Member> members = new LinkedHashMap<>();
    private final Set<String> added = new HashSet<>();
    private Integer version;
    private boolean touched;

    private PlannedDraft(String where, Slot source, boolean isList) {
        this.where = where;
        this.source = source;
        this.isList = isList;
    }

    /** The row, or an object inside it. */
    static PlannedDraft ofObject(String where, Slot source) {
        PlannedDraft draft = new PlannedDraft(where, source, false);
        for (Field field : source.schema().fields()) {
            draft.members.put(field.name(), new Slot.Member(source, field));
        }
        return draft;
    }

    private static PlannedDraft ofList(String where, Slot list) {
        PlannedDraft draft = new PlannedDraft(where, list, true);
        draft.members.put(FieldPath.ELEMENTS, new Slot.Root(list.schema().valueSchema()));
        return draft;
    }

    /** Opens what stands under a name, or makes it when it is not there and may be made; else null. */
    PlannedDraft child(String name, boolean make) {
        Member member = members.get(name);
        if (member instanceof Opened opened) {
            return opened.draft();
        }
        if (member == null && !make) {
            return null;
        }
        PlannedDraft child = member == null ? made(name) : opened(name, (Slot) member);
        members.put(name, new Opened(child));
        return child;
    }

    private PlannedDraft made(String name) {
        if (isList || name.equals(FieldPath.ELEMENTS)) {
            throw new DataException("There is no list " + where + " to put elements into");
        }
        touched = true;
        added.add(name);
        return new PlannedDraft(where + name + ".", null, false);
    }

    private PlannedDraft opened(String name, Slot slot) {
        return switch (slot.schema().type()) {
            case STRUCT -> ofObject(where + name + ".", slot);
            case ARRAY -> ofList(where + name, slot);
            case INT8, INT16, INT32, INT64, FLOAT32, FLOAT64, BOOLEAN, STRING, BYTES, MAP ->
                throw new DataException("Field " + where + name + " is " + Types.of(slot.schema())
                        + ", so a path cannot go into it. Expected an object or a list. A JSON text can be made one with"
                        + " CleanFields: parse-json");
        };
    }

    @Override
    public boolean has(String name) {
        return members.containsKey(name);
    }

    @Override
    public List<String> names() {
        return List.copyOf(members.keySet());
    }

    @Override
    public Cell remove(String name) {
        touched = true;
        added.remove(name);
        return (Cell) members.remove(name);
    }

    @Override
    public void put(String name, Cell cell) {
        touched = true;
        added.add(name);
        members.put(name, (Member) cell);
    }

    @Override
    public void fill(String name, Cell cell) {
        put(name, cell);
        added.remove(name);
    }

    /** Says which version of its schema the object is of. */
    void version(int number) {
        version = number;
        touched |= source == null
                || !Integer.valueOf(number).equals(source.schema().version());
    }

    @Override
    public void rename(String from, String to) {
        Map<String, Member> before = new LinkedHashMap<>(members);
        members.clear();
        before.forEach((name, member) -> members.put(name.equals(from) ? to : name, member));
        if (added.remove(from)) {
            added.add(to);
        }
        touched = true;
    }

    @Override
    public void order(List<String> first) {
        Map<String, Member> before = new LinkedHashMap<>(members);
        members.clear();
        first.forEach(name -> members.put(name, before.get(name)));
        before.forEach(members::putIfAbsent);
        touched = true;
    }

    @Override
    public void change(String name, ValueStep step) {
        Slot changed = Slot.Stepped.of(where + name, slot(name), step);
        members.put(name, changed);
        touched = true;
    }

    @Override
    public void compute(String name, Computation computation) {
        List<Slot> inputs = new ArrayList<>();
        for (String input : computation.inputs()) {
            if (!has(input)) {
                throw new DataException("Field " + where + name + " is computed from " + input
                        + ", which is not there. There are: " + String.join(", ", names()));
            }
            inputs.add(slot(input));
        }
        Computation.Typed typed;
        try {
            typed = computation.over(
                    input -> inputs.get(computation.inputs().indexOf(input)).schema());
        } catch (DataException e) {
            throw new DataException("Field " + where + name + ": " + e.getMessage(), e);
        }
        put(name, new Slot.Computed(where + name, List.copyOf(inputs), typed));
    }

    @Override
    public List<String> members(String name) {
        Member member = members.get(name);
        if (member instanceof Opened opened && !opened.draft().isList) {
            return opened.draft().names();
        }
        if (member instanceof Slot slot && slot.schema().type() == Schema.Type.STRUCT) {
            return slot.schema().fields().stream().map(Field::name).toList();
        }
        throw new DataException("Field " + where + name + " is no object, so it has no fields to take out of it");
    }

    /** The field as one slot; if it was opened it is closed again. */
    private Slot slot(String name) {
        Member member = members.get(name);
        if (member instanceof Opened opened) {
            Slot slot = opened.draft().slot(new Schemas());
            members.put(name, slot);
            touched |= slot != opened.draft().source;
            return slot;
        }
        return (Slot) member;
    }

    /** How this object is read once all rules have been applied: as it came in where none touched it. */
    Slot slot(Schemas schemas) {
        Map<String, Slot> slots = new LinkedHashMap<>();
        boolean changed = touched;
        for (Map.Entry<String, Member> member : members.entrySet()) {
            if (member.getValue() instanceof Opened opened) {
                Slot slot = opened.draft().slot(schemas);
                changed |= slot != opened.draft().source;
                slots.put(member.getKey(), slot);
            } else {
                slots.put(member.getKey(), (Slot) member.getValue());
            }
        }
        if (!changed && source != null) {
            return source;
        }
        return isList ? list(slots.get(FieldPath.ELEMENTS), schemas) : object(slots, schemas);
    }

    private Slot list(Slot element, Schemas schemas) {
        if (element == null) {
            throw new DataException("Field " + where + " is a list, so its elements cannot be taken out of it");
        }
        Schema schema = schemas.of(Schemas.like(source.schema(), SchemaBuilder.array(element.schema())));
        return new Slot.Elements(source, element, schema);
    }

    private Slot object(Map<String, Slot> slots, Schemas schemas) {
        SchemaBuilder builder = SchemaBuilder.struct();
        if (source != null) {
            Schemas.like(source.schema(), version == null ? source.schema().version() : version, builder);
        }
        boolean[] made = new boolean[slots.size()];
        int i = 0;
        for (Map.Entry<String, Slot> slot : slots.entrySet()) {
            builder.field(slot.getKey(), outer(slot.getValue()));
            made[i++] = added.contains(slot.getKey());
        }
        Schema schema = schemas.of(builder);
        return new Slot.Composed(where, schema, source, List.copyOf(slots.values()), made);
    }

    /** Fields of an object of the source are as required as they were there: where the object is null, so is all of it. */
    private Schema outer(Slot slot) {
        return slot instanceof Slot.Member member && member.object() == source
                ? member.field().schema()
                : slot.schema();
    }

    @Override
    public String toString() {
        return where + members.keySet();
    }

    /** Whether the row can be changed at all. */
    static PlannedDraft ofRow(Schema schema) {
        if (schema.type() != Schema.Type.STRUCT) {
            throw new DataException("Expected a row (" + Struct.class.getSimpleName() + "), found " + Types.of(schema)
                    + ". Check the converter, and whether $Key or $Value is meant");
        }
        return ofObject("", new Slot.Root(schema));
    }
}
