/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.protect;

import dev.lockstep.transforms.form.EmailAddress;
import java.util.Locale;
import java.util.Optional;

/** Addresses of e-mail that nobody has. Thread-safe. */
final class Emails {
    private static final int LOCAL_LENGTH = 16;
    private static final int DOMAIN_LENGTH = 12;

    /** Domains under it belong to nobody (RFC 2606), so what is sent to them arrives nowhere. */
    private static final String NOBODYS = ".example";

    private final Tokens tokens;

    Emails(Tokens tokens) {
        this.tokens = tokens;
    }

    /**
     * An address of the same form for the same address. A text that is none gets an address of the domain
     * {@code invalid.example}.
     *
     * @param withDomain whether the domain becomes a token too; addresses of one domain then still share theirs
     */
    String protect(String text, boolean withDomain) {
        String local = tokens.text('e', text, LOCAL_LENGTH);
        Optional<EmailAddress> address = EmailAddress.parse(text);
        if (address.isEmpty()) {
            return local + "@invalid" + NOBODYS;
        }
        String domain = address.get().domain();
        return local + "@"
                + (withDomain ? tokens.text('d', domain.toLowerCase(Locale.ROOT), DOMAIN_LENGTH) + NOBODYS : domain);
    }
}
