/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.stream;

import dev.lockstep.canonical.digest.Content;
import dev.lockstep.canonical.digest.Digest128;
import dev.lockstep.canonical.digest.Locator;
import dev.lockstep.validator.reconcile.Image;
import dev.lockstep.validator.record.BinaryReader;
import dev.lockstep.validator.record.BinaryWriter;
import java.util.Optional;

/**
 * The bytes of {@link Image} in the store, with flags in front of which some are left to the caller. Owned by one stream
 * thread.
 */
final class ImageCodec {
    /** The flags that the caller may use. */
    static final int FREE = 4 | 16;

    private static final int CONTENT = 3;
    private static final int PRESENT = 0;
    private static final int ABSENT = 1;
    private static final int UNKNOWN = 2;
    private static final int LOCATED = 8;
    private static final int STRICT = 32;

    private final Names names;

    ImageCodec(Names names) {
        this.names = names;
    }

    /** @param flags the caller's own, among {@link #FREE} */
    void write(BinaryWriter out, Image image, int flags) {
        int kind = image.content() instanceof Content.Present
                ? PRESENT
                : image.content() instanceof Content.Absent ? ABSENT : UNKNOWN;
        out.writeByte(kind
                        | flags
                        | (image.locator().isPresent() ? LOCATED : 0)
                        | (image.strict().isPresent() ? STRICT : 0))
                .writeLong(names.numberOf(image.contract()));
        if (image.content() instanceof Content.Present present) {
            out.writeDigest(present.digest());
        } else if (image.content() instanceof Content.Unknown unknown) {
            out.writeText(unknown.reason());
        }
        image.strict().ifPresent(out::writeDigest);
        image.locator()
                .ifPresent(locator -> out.writeFixed(locator.sum0())
                        .writeFixed(locator.sum1())
                        .writeFixed(locator.sum2()));
    }

    Image read(BinaryReader in) {
        return read(in, in.readByte());
    }

    /** @param flags those that stand in front, the caller's among them */
    Image read(BinaryReader in, int flags) {
        String contract = names.nameOf(in.readLong());
        Content content = switch (flags & CONTENT) {
            case PRESENT -> new Content.Present(in.readDigest());
            case ABSENT -> new Content.Absent();
            default -> new Content.Unknown(in.readText());
        };
        Optional<Digest128> strict = (flags & STRICT) != 0 ? Optional.of(in.readDigest()) : Optional.empty();
        Optional<Locator> locator = (flags & LOCATED) != 0
                ? Optional.of(new Locator(in.readFixed(), in.readFixed(), in.readFixed(), Locator.NOT_KEPT))
                : Optional.empty();
        return new Image(content, contract, strict, locator);
    }

    static void writeStrict(BinaryWriter out, Image image) {
        out.writeByte(image.strict().isPresent() ? STRICT : 0);
        image.strict().ifPresent(out::writeDigest);
    }

    /** The image, with the strict digest that stands here. */
    static Image readStrict(BinaryReader in, Image image) {
        Optional<Digest128> strict = in.readByte() == 0 ? Optional.empty() : Optional.of(in.readDigest());
        return new Image(image.content(), image.contract(), strict, image.locator());
    }
}
