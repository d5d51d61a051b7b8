/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.form;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormTest {
    @ParameterizedTest
    @ValueSource(strings = {"a@b.co", "ada.byron+x@mail.example.org", "o'neil@x-y.at", "jörg@münchen.de", "A_1@1st.io"})
    void addressOfEmail(String text) {
        assertThat(EmailAddress.parse(text)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "@b.co",
                "a@",
                "a@b",
                "a@b.c",
                "a@b.1c",
                "a@@b.co",
                "a b@c.de",
                ".a@b.co",
                "a.@b.co",
                "a..b@c.de",
                "a@-b.co",
                "a@b-.co",
                "a@b..co",
                "a@b.co ",
                "\"a\"@b.co"
            })
    void noAddressOfEmail(String text) {
        assertThat(EmailAddress.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "10.1.2.3", "255.255.255.255"})
    void version4(String text) {
        assertThat(IpAddress.isVersion4(text)).isTrue();
        assertThat(IpAddress.isVersion6(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "1.2.3", "1.2.3.4.5", "256.1.1.1", "01.2.3.4", "1.2.3.-4", "1.2.3.4 ", "a.b.c.d", "1..2.3"})
    void notVersion4(String text) {
        assertThat(IpAddress.isVersion4(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"::", "::1", "1::", "2001:db8::1", "1:2:3:4:5:6:7:8", "::ffff:10.0.0.1", "1:2:3:4:5:6:1.2.3.4"})
    void version6(String text) {
        assertThat(IpAddress.isVersion6(text)).isTrue();
        assertThat(IpAddress.isVersion4(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                ":::",
                "1",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1::2::3",
                "1:2:3:4::5:6:7:8",
                "g::1",
                "12345::1",
                "1.2.3.4::1",
                "::1%eth0"
            })
    void notVersion6(String text) {
        assertThat(IpAddress.isVersion6(text)).isFalse();
    }
}
