/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.value;

import dev.lockstep.canonical.UnencodableValueException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;

/** One column of one schema, its name and the form of its values resolved once. Immutable and thread-safe. */
public final class ColumnEncoder {
    private final String name;
    private final ValueEncoder encoder;
    private final byte[] digestPrefix;

    private ColumnEncoder(String name, ValueEncoder encoder) {
        this.name = name;
        this.encoder = encoder;
        this.digestPrefix = digestPrefix(name);
    }

    /** @throws UnencodableValueException when values of this schema have no canonical form */
    public static ColumnEncoder of(String name, Schema schema) {
        return of(name, schema, Placeholder.DEFAULT);
    }

    /**
     * @param placeholder what stands for an unavailable value, unless the schema names its own
     * @throws UnencodableValueException when values of this schema have no canonical form
     */
    public static ColumnEncoder of(String name, Schema schema, Placeholder placeholder) {
        return new ColumnEncoder(name, ValueEncoders.of(name, schema, placeholder));
    }

    /** For a value that came without schema. */
    public static ColumnEncoder schemaless(String name, Object value) {
        return schemaless(name, value, Placeholder.DEFAULT);
    }

    /** For a value that came without schema. */
    public static ColumnEncoder schemaless(String name, Object value, Placeholder placeholder) {
        return new ColumnEncoder(
                name,
                value == null ? (nothing, out) -> out.writeNull() : ValueEncoders.schemaless(name, value, placeholder));
    }

    /**
     * This encoder, but for dates with a month or day of zero: it writes their text.
     *
     * @param schema the one that this encoder is for
     * @see ZeroDates
     */
    public ColumnEncoder readingZeroDates(Schema schema) {
        return new ColumnEncoder(name, ZeroDates.asText(schema, encoder));
    }

    /** What the digest of a column begins with: encoding version and framed name. The value follows. */
    public static byte[] digestPrefix(String name) {
        CanonicalWriter prefix = new CanonicalWriter();
        prefix.writeByte(EncodingVersion.CURRENT);
        prefix.writeFramed(name.getBytes(StandardCharsets.UTF_8));
        return prefix.toByteArray();
    }

    public String name() {
        return name;
    }

    /**
     * Writes what the digest of this column is taken of: encoding version, framed name, value.
     *
     * @return false when the value is the placeholder of one that change capture did not carry
     */
    public boolean writeDigestInput(Object value, CanonicalWriter out) {
        out.writeRaw(digestPrefix);
        return writeValue(value, out);
    }

    /** Writes what comes before the value in {@link #writeDigestInput}. */
    public void writeDigestPrefix(CanonicalWriter out) {
        out.writeRaw(digestPrefix);
    }

    /** How many bytes of the digest input come before the value. */
    public int digestPrefixLength() {
        return digestPrefix.length;
    }

    /**
     * Writes the value alone; null is NULL.
     *
     * @return false when the value is the placeholder of one that change capture did not carry
     * @throws UnencodableValueException when this value has no canonical form; the message does not quote it
     */
    public boolean writeValue(Object value, CanonicalWriter out) {
        if (value == null) {
            out.writeNull();
            return true;
        }
        int start = out.size();
        try {
            encoder.encode(value, out);
        } catch (UnencodableValueException e) {
            throw e;
        } catch (MalformedValueException e) {
            throw unencodable(value, e.getMessage());
        } catch (CharacterCodingException
                | DateTimeException
                | ArithmeticException
                | ClassCastException
                | DataException e) {
            // The cause may quote the value, so only its kind is passed on.
            throw unencodable(value, e.getClass().getSimpleName());
        }
        return out.array()[start] != Family.UNKNOWN.tag();
    }

    private UnencodableValueException unencodable(Object value, String reason) {
        return new UnencodableValueException(
                "Column " + name + " holds a " + value.getClass().getSimpleName() + " that cannot be encoded (" + reason
                        + "): the value does not fit its declared type");
    }
}
