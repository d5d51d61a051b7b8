/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.relation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RelationshipsTest {
    /** As a list setting gives it: cut at every comma. */
    private static Relationships parse(String setting) {
        return Relationships.parse(
                Arrays.stream(setting.split(",", -1)).map(String::trim).toList());
    }

    @Test
    void columnsAndEntriesAreBothSeparatedByCommas() {
        Relationship one = new Relationship("shop.items", List.of("order_no", "year"), "shop.orders");
        Relationship other = new Relationship("shop.orders", List.of("customer"), "shop.customers");
        Relationship toItself = new Relationship("shop.orders", List.of("follows"), "shop.orders");
        Relationships parsed = parse("shop.items(order_no, year)=shop.orders, shop.orders(customer)=shop.customers,"
                + "shop.orders(follows)=shop.orders");
        assertThat(parsed.all()).containsExactly(one, other, toItself);
        assertThat(parsed.ofChild("shop.orders")).containsExactly(other, toItself);
        assertThat(parsed.ofParent("shop.orders")).containsExactly(one, toItself);
        assertThat(parsed.of(one.id())).contains(one);
        assertThat(Relationships.NONE.of(one.id())).isEmpty();
    }

    /** State outlives settings. */
    @Test
    void theIdOfARelationshipIsThatOfItsText() {
        assertThat(parse("a(x,y)=b,c(z)=b").all().get(0).id())
                .isEqualTo(parse("a(x,y)=b").all().get(0).id())
                .isNotEqualTo(parse("a(y,x)=b").all().get(0).id());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "orders | found orders",
                "orders(customer) | found orders(customer)",
                "orders=customers | found orders=customers",
                "(customer)=customers | found (customer)=customers",
                "orders()=customers | found orders()=customers",
                "orders(a,)=customers | found orders(a,)=customers: a column has no name",
                "orders(a,b,a)=customers | found orders(a,b,a)=customers: a column stands there twice",
                "orders(a)=customers,orders(a)=customers | orders(a)=customers stands there twice",
                "orders(a)=customers,,x(b)=c | found nothing between two commas",
                "orders(a=customers | found orders(a=customers"
            })
    void whatIsNoRelationshipIsRefusedAndQuoted(String setting, String message) {
        assertThatThrownBy(() -> parse(setting))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
