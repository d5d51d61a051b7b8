/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.connect.jdbc.read.MariaDbServer;
import dev.lockstep.connect.jdbc.read.TableName;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** MariaDB's types in the documented forms of change capture, on a server whose zone is not UTC. */
@Tag("mariadb")
class MariaDbRecordsIT {
    private static final String TABLE = """
            CREATE TABLE types.forms (
              k varchar(20) NOT NULL DEFAULT 'a b', id int unsigned NOT NULL AUTO_INCREMENT,
              ti tinyint DEFAULT -5, tb tinyint(1) DEFAULT 1, tu tinyint unsigned, si smallint, su smallint unsigned,
              mi mediumint, mu mediumint unsigned, i int DEFAULT 7, iu int unsigned, bi bigint, bu bigint unsigned,
              de decimal(18,4) DEFAULT 1.5, d0 decimal(5), fl float, fs float(7,3), db double DEFAULT 0.1,
              b1 bit(1) DEFAULT b'1', b9 bit(9), c char(5), vc varchar(9) DEFAULT '', tx text, lt longtext, js json,
              en enum('x','it''s') DEFAULT 'x', st set('a','b'), bn binary(4), vb varbinary(4), bl blob,
              da date DEFAULT '2024-02-29', dt datetime DEFAULT current_timestamp(), dt3 datetime(3), dt6 datetime(6),
              ts timestamp NULL DEFAULT NULL, tsn timestamp NOT NULL DEFAULT current_timestamp(), ts3 timestamp(3) NULL,
              tm time, tm6 time(6), ye year, ge point, ls linestring, uu uuid,
              PRIMARY KEY (id, k))""";

    @Test
    void rowsHaveTheFormsOfChangeCapture(@TempDir Path folder) throws IOException, SQLException, InterruptedException {
        try (MariaDbServer server = MariaDbServer.start(folder);
                Connection connection = DriverManager.getConnection(server.url())) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET SESSION time_zone = '+00:00'");
                statement.execute("SET SESSION sql_mode = ''");
                statement.execute(TABLE);
                statement.execute("""
                        INSERT INTO types.forms VALUES ('ü', 4294967295, -128, 1, 255, -32768, 65535, -8388608, 16777215,
                          -2147483648, 4294967295, -9223372036854775808, 9223372036854775807, 1.5, 5, 1.1, 1.125, 0.1, b'1',
                          b'100000001', 'ab', 'é', 'ſ', '', '{"b": 1}', 'it''s', 'a,b', 'ab', 'ab', '', '1582-10-10',
                          '2024-01-01 00:00:00', '1969-12-31 23:59:58.5', '1000-01-01 00:00:00.000001',
                          '2024-01-01 00:00:01', '2024-01-01 00:00:01', '2024-01-01 00:00:00.5', '-838:59:59',
                          '23:59:59.999999', 2024, ST_GeomFromText('LINESTRING(0 0,1 2)'),
                          ST_GeomFromText('LINESTRING(0 0,1 2)'), 'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11')""".replaceFirst("ST_GeomFromText\\('LINESTRING\\(0 0,1 2\\)'\\)", "NULL"));
            }
            TableName name = new TableName("", "forms");
            assertThatThrownBy(() -> RowRecords.of(connection, DatabaseEngine.MYSQL, name, settings()))
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining("\"ge\" (point");
            Written written = Written.of(connection, DatabaseEngine.MYSQL, name, settings("ge"), true);
            assertThat(written.keys())
                    .containsExactly(
                            "{\"schema\":{\"type\":\"struct\",\"fields\":[{\"type\":\"int64\",\"optional\":false,"
                                    + "\"field\":\"id\"},{\"type\":\"string\",\"optional\":false,\"default\":\"a b\",\"field\":\"k\"}],"
                                    + "\"optional\":false,\"name\":\"src.types.forms.Key\"},"
                                    + "\"payload\":{\"id\":4294967295,\"k\":\"ü\"}}");
            assertThat(shown(written.records().valueSchema())).isEqualTo(FORMS);
            assertThat(written.values()).singleElement().asString().contains(VALUES);
        }
    }

    private static final String VALUES = "\"payload\":{\"k\":\"ü\",\"id\":4294967295,\"ti\":-128,\"tb\":1,\"tu\":255,"
            + "\"si\":-32768,\"su\":65535,\"mi\":-8388608,\"mu\":16777215,\"i\":-2147483648,\"iu\":4294967295,"
            + "\"bi\":-9223372036854775808,\"bu\":9223372036854775807,\"de\":\"Opg=\",\"d0\":\"BQ==\",\"fl\":1.1,"
            + "\"fs\":1.125,\"db\":0.1,\"b1\":true,\"b9\":\"AQE=\",\"c\":\"ab\",\"vc\":\"é\",\"tx\":\"ſ\",\"lt\":\"\","
            + "\"js\":\"{\\\"b\\\": 1}\",\"en\":\"it's\",\"st\":\"a,b\",\"bn\":\"YWIAAA==\",\"vb\":\"YWI=\",\"bl\":\"\","
            + "\"da\":-141432,\"dt\":1704067200000,\"dt3\":-1500,\"dt6\":-30610223999999999,"
            + "\"ts\":\"2024-01-01T00:00:01Z\",\"tsn\":\"2024-01-01T00:00:01Z\",\"ts3\":\"2024-01-01T00:00:00.500Z\","
            + "\"tm\":-3020399000000,\"tm6\":86399999999,\"ye\":2024,\"ls\":{\"wkb\":"
            + "\"AQIAAAACAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAPA/AAAAAAAAAEA=\",\"srid\":null},"
            + "\"uu\":\"a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11\"}";

    private static final String FORMS = """
            k STRING!=a b
            id INT64!
            ti INT16=-5
            tb INT16=1
            tu INT16
            si INT16
            su INT32
            mi INT32
            mu INT32
            i INT32=7
            iu INT64
            bi INT64
            bu INT64
            de BYTES org.apache.kafka.connect.data.Decimal 1 {connect.decimal.precision=18, scale=4}=1.5000
            d0 BYTES org.apache.kafka.connect.data.Decimal 1 {connect.decimal.precision=5, scale=0}
            fl FLOAT32
            fs FLOAT64
            db FLOAT64=0.1
            b1 BOOLEAN=true
            b9 BYTES io.debezium.data.Bits 1 {length=9}
            c STRING
            vc STRING=
            tx STRING
            lt STRING
            js STRING
            en STRING io.debezium.data.Enum 1 {allowed=x,it's}=x
            st STRING io.debezium.data.EnumSet 1 {allowed=a,b}
            bn BYTES
            vb BYTES
            bl BYTES
            da INT32 io.debezium.time.Date 1=19782
            dt INT64 io.debezium.time.Timestamp 1=0
            dt3 INT64 io.debezium.time.Timestamp 1
            dt6 INT64 io.debezium.time.MicroTimestamp 1
            ts STRING io.debezium.time.ZonedTimestamp 1
            tsn STRING! io.debezium.time.ZonedTimestamp 1=1970-01-01T00:00:00Z
            ts3 STRING io.debezium.time.ZonedTimestamp 1
            tm INT64 io.debezium.time.MicroTime 1
            tm6 INT64 io.debezium.time.MicroTime 1
            ye INT32 io.debezium.time.Year 1
            ls STRUCT io.debezium.data.geometry.Geometry 1
            uu STRING io.debezium.data.Uuid 1""";

    private static String shown(Schema row) {
        return row.fields().stream().map(MariaDbRecordsIT::shown).collect(Collectors.joining("\n"));
    }

    private static String shown(Field field) {
        Schema schema = field.schema();
        Map<String, String> parameters = schema.parameters();
        return field.name() + " " + schema.type() + (schema.isOptional() ? "" : "!")
                + (schema.name() == null ? "" : " " + schema.name() + " " + schema.version())
                + (parameters == null || parameters.isEmpty() ? "" : " " + new TreeMap<>(parameters))
                + (schema.defaultValue() == null ? "" : "=" + schema.defaultValue());
    }

    private static RecordSettings settings(String... leaveOut) {
        return new RecordSettings("src", RecordFormat.ROW, Set.of(leaveOut)::contains);
    }

    @Test
    void valuesThatChangeCaptureLosesStopTheTask(@TempDir Path folder)
            throws IOException, SQLException, InterruptedException {
        try (MariaDbServer server = MariaDbServer.start(folder);
                Connection connection = DriverManager.getConnection(server.url())) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET SESSION sql_mode = ''");
                statement.execute("CREATE TABLE types.zero (id int PRIMARY KEY, d date)");
                statement.execute("INSERT INTO types.zero VALUES (1, '0000-00-00')");
                statement.execute("CREATE TABLE types.large (id int PRIMARY KEY, n bigint unsigned)");
                statement.execute("INSERT INTO types.large VALUES (1, 18446744073709551615)");
            }
            for (String table : List.of("zero", "large")) {
                assertThatThrownBy(() -> Written.of(
                                connection, DatabaseEngine.MYSQL, new TableName("", table), settings(), false))
                        .isInstanceOf(DataException.class)
                        .hasMessageContaining("of table " + table)
                        .hasMessageNotContaining("18446744073709551615");
            }
        }
    }
}
