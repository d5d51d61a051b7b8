/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.validate;

import dev.lockstep.canonical.value.JsonDocument;
import dev.lockstep.canonical.value.TemporalText;
import dev.lockstep.transforms.form.EmailAddress;
import dev.lockstep.transforms.form.IpAddress;
import dev.lockstep.transforms.rule.Suggestion;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Forms that whole texts can have. */
enum Format {
    EMAIL {
        @Override
        boolean matches(String text) {
            return EmailAddress.parse(text).isPresent();
        }
    },
    DATE {
        @Override
        boolean matches(String text) {
            return text.length() == 10 && isTemporal(() -> LocalDate.parse(text));
        }
    },
    DATETIME {
        @Override
        boolean matches(String text) {
            return text.length() > 10 && isTemporal(() -> TemporalText.timestamp(text));
        }
    },
    /** For {@link TypeCheck}. */
    TIME {
        @Override
        boolean matches(String text) {
            return isTemporal(() -> TemporalText.time(text));
        }
    },
    UUID {
        @Override
        boolean matches(String text) {
            if (text.length() != 36) {
                return false;
            }
            for (int i = 0; i < 36; i++) {
                char c = text.charAt(i);
                boolean isDash = i == 8 || i == 13 || i == 18 || i == 23;
                if (isDash ? c != '-' : c >= 0x80 || Character.digit(c, 16) < 0) {
                    return false;
                }
            }
            return true;
        }
    },
    /** With a scheme, so that it stands by itself. */
    URI {
        @Override
        boolean matches(String text) {
            try {
                return new URI(text).isAbsolute();
            } catch (URISyntaxException e) {
                return false;
            }
        }
    },
    IP {
        @Override
        boolean matches(String text) {
            return IPV4.matches(text) || IPV6.matches(text);
        }
    },
    IPV4 {
        @Override
        boolean matches(String text) {
            return IpAddress.isVersion4(text);
        }
    },
    IPV6 {
        @Override
        boolean matches(String text) {
            return IpAddress.isVersion6(text);
        }
    },
    JSON {
        @Override
        boolean matches(String text) {
            try {
                JsonDocument.parse(text);
                return true;
            } catch (IllegalArgumentException | ArithmeticException e) {
                return false;
            }
        }
    };

    abstract boolean matches(String text);

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException when no format is called so */
    static Format parse(String name) {
        List<Format> offered =
                Arrays.stream(values()).filter(format -> format != TIME).toList();
        return offered.stream()
                .filter(format -> format.text().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No format is called " + name + ". "
                        + Suggestion.among(
                                name, offered.stream().map(Format::text).toList())
                        + ". Other forms can be written with matches('…')"));
    }

    private static boolean isTemporal(Runnable parsing) {
        try {
            parsing.run();
            return true;
        } catch (IllegalArgumentException | DateTimeException e) {
            return false;
        }
    }
}
