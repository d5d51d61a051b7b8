/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.value;

import java.nio.charset.CharacterCodingException;

/** From a value of the model back to bytes. */
final class CanonicalValues {
    private CanonicalValues() {}

    static void write(CanonicalValue value, CanonicalWriter out) throws CharacterCodingException {
        if (value instanceof CanonicalValue.Null) {
            out.writeNull();
        } else if (value instanceof CanonicalValue.Unknown) {
            out.writeUnknown();
        } else if (value instanceof CanonicalValue.Numeric number) {
            out.writeNumber(number.value());
        } else if (value instanceof CanonicalValue.NotFinite special) {
            out.writeNumber(special);
        } else if (value instanceof CanonicalValue.Binary64 number) {
            out.writeFloat(number.value());
        } else if (value instanceof CanonicalValue.Text text) {
            out.writeText(text.value());
        } else if (value instanceof CanonicalValue.Bytes binary) {
            out.writeBytes(binary.value());
        } else if (value instanceof CanonicalValue.Bits bits) {
            out.writeBits(bits.magnitude());
        } else {
            writeTemporal(value, out);
        }
    }

    private static void writeTemporal(CanonicalValue value, CanonicalWriter out) throws CharacterCodingException {
        if (value instanceof CanonicalValue.Date date) {
            out.writeDate(date.epochDay());
        } else if (value instanceof CanonicalValue.InfiniteDate date) {
            out.writeInfiniteDate(date.positive());
        } else if (value instanceof CanonicalValue.Time time) {
            out.writeTime(time.nanos());
        } else if (value instanceof CanonicalValue.TimeWithZone time) {
            out.writeTimeWithZone(time.nanos(), time.offsetSeconds());
        } else if (value instanceof CanonicalValue.Timestamp timestamp) {
            out.writeTimestamp(timestamp.epochSecond(), timestamp.nanos());
        } else if (value instanceof CanonicalValue.InfiniteTimestamp timestamp) {
            out.writeInfiniteTimestamp(timestamp.positive());
        } else if (value instanceof CanonicalValue.Interval interval) {
            out.writeInterval(interval.months(), interval.days(), interval.nanos());
        } else {
            writeComposite(value, out);
        }
    }

    private static void writeComposite(CanonicalValue value, CanonicalWriter out) throws CharacterCodingException {
        if (value instanceof CanonicalValue.Json json) {
            out.writeJsonHeader();
            write(json.node(), out);
        } else if (value instanceof CanonicalValue.Truth truth) {
            out.writeByte(truth == CanonicalValue.Truth.TRUE ? CanonicalWriter.JSON_TRUE : CanonicalWriter.JSON_FALSE);
        } else if (value instanceof CanonicalValue.Sequence list) {
            out.writeListHeader(list.elements().size());
            for (CanonicalValue element : list.elements()) {
                write(element, out);
            }
        } else if (value instanceof CanonicalValue.Members record) {
            out.writeRecordHeader(record.members().size());
            for (CanonicalValue.Member member : record.members()) {
                out.writeName(member.name());
                write(member.value(), out);
            }
        } else if (value instanceof CanonicalValue.Geometry geometry) {
            out.writeGeometry(geometry.srid(), geometry.wkb());
        } else if (value instanceof CanonicalValue.Vector vector) {
            out.writeVectorHeader(vector.elements().size());
            for (float element : vector.elements()) {
                out.writeVectorElement(element);
            }
        } else {
            throw new IllegalStateException(
                    "a family without writer: " + value.getClass().getSimpleName());
        }
    }
}
