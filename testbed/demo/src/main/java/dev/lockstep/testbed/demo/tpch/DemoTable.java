/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.demo.tpch;

import io.trino.tpch.TpchEntity;
import io.trino.tpch.TpchTable;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The eight TPC-H tables in the schema {@value #SCHEMA}, with the columns and primary keys of the TPC-H specification.
 *
 * <p>Only primary keys are declared. Foreign keys are left out on purpose: changes of different tables travel through
 * different topics, so a target must accept them in any order.
 */
public enum DemoTable {
    REGION("region", "r_regionkey", """
            r_regionkey integer not null, r_name char(25) not null, r_comment varchar(152)"""),
    NATION("nation", "n_nationkey", """
            n_nationkey integer not null, n_name char(25) not null, n_regionkey integer not null,
            n_comment varchar(152)"""),
    SUPPLIER("supplier", "s_suppkey", """
            s_suppkey integer not null, s_name char(25) not null, s_address varchar(40) not null,
            s_nationkey integer not null, s_phone char(15) not null, s_acctbal numeric(15,2) not null,
            s_comment varchar(101) not null"""),
    CUSTOMER("customer", "c_custkey", """
            c_custkey integer not null, c_name varchar(25) not null, c_address varchar(40) not null,
            c_nationkey integer not null, c_phone char(15) not null, c_acctbal numeric(15,2) not null,
            c_mktsegment char(10) not null, c_comment varchar(117) not null"""),
    PART("part", "p_partkey", """
            p_partkey integer not null, p_name varchar(55) not null, p_mfgr char(25) not null,
            p_brand char(10) not null, p_type varchar(25) not null, p_size integer not null,
            p_container char(10) not null, p_retailprice numeric(15,2) not null, p_comment varchar(23) not null"""),
    PARTSUPP("partsupp", "ps_partkey, ps_suppkey", """
            ps_partkey integer not null, ps_suppkey integer not null, ps_availqty integer not null,
            ps_supplycost numeric(15,2) not null, ps_comment varchar(199) not null"""),
    ORDERS("orders", "o_orderkey", """
            o_orderkey bigint not null, o_custkey integer not null, o_orderstatus char(1) not null,
            o_totalprice numeric(15,2) not null, o_orderdate date not null, o_orderpriority char(15) not null,
            o_clerk char(15) not null, o_shippriority integer not null, o_comment varchar(79) not null"""),
    LINEITEM("lineitem", "l_orderkey, l_linenumber", """
            l_orderkey bigint not null, l_partkey integer not null, l_suppkey integer not null,
            l_linenumber integer not null, l_quantity numeric(15,2) not null, l_extendedprice numeric(15,2) not null,
            l_discount numeric(15,2) not null, l_tax numeric(15,2) not null, l_returnflag char(1) not null,
            l_linestatus char(1) not null, l_shipdate date not null, l_commitdate date not null,
            l_receiptdate date not null, l_shipinstruct char(25) not null, l_shipmode char(10) not null,
            l_comment varchar(44) not null""");

    /** The database schema all eight tables live in. */
    public static final String SCHEMA = "tpch";

    private final String tableName;
    private final String key;
    private final String columns;

    DemoTable(String tableName, String key, String columns) {
        this.tableName = tableName;
        this.key = key;
        this.columns = columns;
    }

    /** The table called {@code name}, without schema; empty if it is none of the eight. */
    public static Optional<DemoTable> named(String name) {
        return Arrays.stream(values())
                .filter(table -> table.tableName().equals(name))
                .findFirst();
    }

    /** The name without schema: {@code lineitem}. */
    public String tableName() {
        return tableName;
    }

    /** The name as SQL takes it: {@code tpch.lineitem}. */
    public String qualifiedName() {
        return SCHEMA + "." + tableName();
    }

    /** The primary-key columns, in key order. */
    public List<String> key() {
        return List.of(key.split(", "));
    }

    /** The statement that creates the table with its primary key. */
    public String ddl() {
        return "CREATE TABLE " + qualifiedName() + " (" + columns + ", PRIMARY KEY (" + key + "))";
    }

    /** All generated rows of the table at a scale, made on the fly: iterate as often as you like. */
    Iterable<? extends TpchEntity> rows(Scale scale) {
        return TpchTable.getTable(tableName).createGenerator(scale.factor(), 1, 1);
    }
}
