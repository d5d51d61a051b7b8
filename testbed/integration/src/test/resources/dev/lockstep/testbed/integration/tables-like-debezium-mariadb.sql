CREATE TABLE k_auto (id int AUTO_INCREMENT PRIMARY KEY, v text);
CREATE TABLE k_bigauto (id bigint unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY, v text);
CREATE TABLE k_serial (id serial PRIMARY KEY, v text);
CREATE TABLE k_tiny (id tinyint unsigned PRIMARY KEY, v text);
CREATE TABLE k_small (id smallint unsigned DEFAULT 7 PRIMARY KEY, v text);
CREATE TABLE k_medium (id mediumint PRIMARY KEY, v text);
CREATE TABLE k_unsigned (id int unsigned DEFAULT 42 PRIMARY KEY, v text);
CREATE TABLE k_default (id int DEFAULT -42 PRIMARY KEY, v text);
CREATE TABLE k_composite (a varchar(20), b int, c date, v text, PRIMARY KEY (c, a, b));
CREATE TABLE k_defaults (a varchar(20) DEFAULT 'x', b int DEFAULT 3, c date DEFAULT '2024-02-29', d decimal(5,1) DEFAULT 1.5, v text, PRIMARY KEY (d, c, b, a));
CREATE TABLE k_uuid (id uuid PRIMARY KEY, v text);
CREATE TABLE k_uuid2 (id uuid DEFAULT uuid() PRIMARY KEY, v text);
CREATE TABLE k_uuid3 (id uuid DEFAULT '76019d1a-ad2e-4b22-96e9-1a6d6543c818' PRIMARY KEY, v text);
CREATE TABLE k_date (id date DEFAULT '2024-02-29' PRIMARY KEY, v text);
CREATE TABLE k_date2 (id date DEFAULT curdate() PRIMARY KEY, v text);
CREATE TABLE k_date3 (id date PRIMARY KEY, v text);
CREATE TABLE k_decimal (id decimal(12,2) DEFAULT 1.5 PRIMARY KEY, v text);
CREATE TABLE k_decimal0 (id decimal(20) PRIMARY KEY, v text);
CREATE TABLE k_varchar (id varchar(30) DEFAULT 'it''s "x"' PRIMARY KEY, v text);
CREATE TABLE k_empty (id varchar(30) DEFAULT '' PRIMARY KEY, v text);
CREATE TABLE k_char (id char(5) DEFAULT 'ab' PRIMARY KEY, v text);
CREATE TABLE k_latin (id varchar(30) CHARACTER SET latin1 PRIMARY KEY, v text);
CREATE TABLE `K Quoted "é".x` (`I d-é` int PRIMARY KEY, `select` text, `9a` int);
CREATE TABLE k_datetime (id datetime DEFAULT '2024-01-01 00:00:00' PRIMARY KEY, v text);
CREATE TABLE k_datetime6 (id datetime(6) PRIMARY KEY, v text);
CREATE TABLE k_datetimenow (id datetime DEFAULT current_timestamp PRIMARY KEY, v text);
CREATE TABLE k_timestamp (id timestamp DEFAULT '2024-01-01 00:00:00' PRIMARY KEY, v text);
CREATE TABLE k_timestamp6 (id timestamp(6) DEFAULT '2024-01-01 00:00:00.5' PRIMARY KEY, v text);
CREATE TABLE k_timestampnow (id timestamp DEFAULT current_timestamp PRIMARY KEY, v text);
CREATE TABLE k_timestampimplicit (id timestamp PRIMARY KEY, v text);
CREATE TABLE k_time (id time DEFAULT '12:00' PRIMARY KEY, v text);
CREATE TABLE k_time6 (id time(6) PRIMARY KEY, v text);
CREATE TABLE k_year (id year DEFAULT 2024 PRIMARY KEY, v text);
CREATE TABLE k_bool (id boolean DEFAULT true PRIMARY KEY, v text);
CREATE TABLE k_bit (id bit(1) DEFAULT b'1' PRIMARY KEY, v text);
CREATE TABLE k_bits (id bit(12) DEFAULT b'101' PRIMARY KEY, v text);
CREATE TABLE k_enum (id enum('sad', 'ok', 'o''k', 'a,b') DEFAULT 'ok' PRIMARY KEY, v text);
CREATE TABLE k_set (id set('a', 'b') PRIMARY KEY, v text);
CREATE TABLE k_double (id double PRIMARY KEY, v text);
CREATE TABLE k_binary (id binary(4) PRIMARY KEY, v text);
CREATE TABLE k_binarydefault (id binary(16) DEFAULT '0' PRIMARY KEY, v text);
CREATE TABLE k_varbinary (id varbinary(8) PRIMARY KEY, v text);
CREATE TABLE k_none (id int, v text);
CREATE TABLE k_unique (id int NOT NULL UNIQUE, v text);
CREATE TABLE k_uniquenull (id int UNIQUE, v text);
CREATE TABLE k_uniques (a int NOT NULL, b int NOT NULL, c int NOT NULL, UNIQUE KEY z (b, c), UNIQUE KEY y (a));
CREATE TABLE k_generated (id int PRIMARY KEY, `generated` int AS (id * 2) STORED, v text);
CREATE TABLE k_altered (z int, id int PRIMARY KEY, v text);
ALTER TABLE k_altered DROP COLUMN z, ADD COLUMN added int DEFAULT 5 FIRST;
CREATE TABLE k_part (id int, d date, v text, PRIMARY KEY (d, id)) PARTITION BY HASH (id) PARTITIONS 3;
CREATE TABLE k_prefix (id varchar(30), v text, PRIMARY KEY (id(3)));
CREATE TABLE k_uniqueprefix (id varchar(30) NOT NULL, v text, UNIQUE KEY (id(3)));
CREATE TABLE k_uniquelater (a int, b int NOT NULL, v text, UNIQUE KEY (a), UNIQUE KEY (b));
CREATE TABLE k_uniquemixed (a int, b int NOT NULL, v text, UNIQUE KEY (a, b));
CREATE TABLE k_labels (id enum('it''s', 'c"d', 'e,f') PRIMARY KEY, s set('x', 'y z') DEFAULT 'x,y z', v text);
CREATE TABLE defaults (id int PRIMARY KEY,
  d1 date DEFAULT curdate(), d2 date NOT NULL DEFAULT curdate(), d3 date DEFAULT '2024-02-29', d4 date DEFAULT NULL, d5 date DEFAULT (curdate() + INTERVAL 1 DAY),
  t1 time DEFAULT curtime(), t2 time NOT NULL DEFAULT curtime(), t3 time(3) DEFAULT '-12:34:56.789', t4 time DEFAULT 10,
  dt1 datetime DEFAULT now(), dt2 datetime NOT NULL DEFAULT now(), dt3 datetime(6) DEFAULT current_timestamp(6), dt4 datetime(3) DEFAULT '2024-01-01 00:00:00.5', dt5 datetime DEFAULT '2024-01-01', dt6 datetime DEFAULT (now() + INTERVAL 1 DAY), dt7 datetime DEFAULT now() ON UPDATE now(),
  ts1 timestamp DEFAULT now(), ts2 timestamp NULL DEFAULT now(), ts3 timestamp(6) NOT NULL DEFAULT now(6), ts4 timestamp DEFAULT '2024-01-01', ts5 timestamp NULL DEFAULT NULL, ts6 timestamp(3) DEFAULT '2024-01-01 00:00:00.5',
  y1 year DEFAULT 24, y2 year DEFAULT '1999',
  i1 int DEFAULT 1.6, i2 int DEFAULT '12', i3 int DEFAULT (1 + 2), i4 int NOT NULL DEFAULT (abs(-3)), i5 bigint DEFAULT -9223372036854775808, i6 bigint unsigned DEFAULT 7, i7 tinyint DEFAULT -1, i8 int zerofill DEFAULT 5,
  b1 boolean DEFAULT true, b2 boolean NOT NULL DEFAULT false, b3 tinyint(1) DEFAULT 2, b4 bit(1) DEFAULT b'1', b5 bit(8) DEFAULT b'10110', b6 bit(8) DEFAULT 5,
  n1 decimal(10,4) DEFAULT 1.5, n2 decimal(5) DEFAULT -12, n3 decimal(10,2) DEFAULT 1e2, n4 decimal(10,2) DEFAULT '1.239', n5 float DEFAULT 1.5, n6 double DEFAULT 0.1, n7 float(7,3) DEFAULT 1.25, n8 double DEFAULT 1e300, n9 decimal(10,2) DEFAULT rand(),
  c1 varchar(20) DEFAULT 'a''b', c2 varchar(20) DEFAULT '', c3 varchar(20) DEFAULT NULL, c4 varchar(20) NOT NULL DEFAULT 'x', c5 varchar(80) DEFAULT uuid(), c6 varchar(80) NOT NULL DEFAULT uuid(), c7 text DEFAULT 'text', c8 varchar(20) DEFAULT 'back\\slash', c9 char(5) DEFAULT 'ab', c10 varchar(20) DEFAULT 'NULL', c11 varchar(20) DEFAULT 5, c12 varchar(40) DEFAULT current_user(), c13 varchar(20) DEFAULT 'current_timestamp', c14 varchar(20) DEFAULT concat('a', 'b'), c15 varchar(20) DEFAULT 'é',
  j1 json DEFAULT '{}', j2 json,
  e1 enum('a', 'b') DEFAULT 'b', e2 enum('a', 'b') NOT NULL DEFAULT 'a', e3 set('a', 'b') DEFAULT 'a,b', e4 set('a', 'b') DEFAULT '',
  x1 binary(3) DEFAULT 'abc', x2 varbinary(3) DEFAULT x'0102', x3 blob DEFAULT 'b', x4 binary(5) DEFAULT 'abc', x6 varbinary(9) DEFAULT 'x''y', x7 binary(2) DEFAULT '',
  u1 uuid DEFAULT uuid(), u2 uuid DEFAULT '76019d1a-ad2e-4b22-96e9-1a6d6543c818', u3 uuid NOT NULL DEFAULT uuid());
CREATE TABLE kinds (id int PRIMARY KEY, ti tinyint, si smallint, mi mediumint, i int, bi bigint, tu tinyint unsigned, su smallint unsigned, mu mediumint unsigned, iu int unsigned, bu bigint unsigned,
  f float, f2 float(7,3), d double, n decimal(30,10), n0 decimal(10), b bit(1), b8 bit(8), b64 bit(64), bo boolean,
  dd date, t0 time, t3 time(3), t6 time(6), dt datetime, dt3 datetime(3), dt6 datetime(6), ts timestamp NULL, ts3 timestamp(3) NULL, ts6 timestamp(6) NULL, y year,
  c char(5), vc varchar(50) CHARACTER SET utf8mb4, tt tinytext, tx text, lt longtext, lat varchar(20) CHARACTER SET latin1, j json, e enum('a', 'ü'), s set('a', 'b'), u uuid,
  bn binary(3), vb varbinary(5), bl blob, g geometry, pg polygon, inv int INVISIBLE);
-- rows of :n
INSERT INTO k_auto (v) VALUES ('x');
INSERT INTO k_bigauto (v) VALUES ('x');
INSERT INTO k_serial (v) VALUES ('x');
INSERT INTO k_tiny VALUES (:n, 'x');
INSERT INTO k_small VALUES (:n, 'x');
INSERT INTO k_medium VALUES (:n, 'x');
INSERT INTO k_unsigned VALUES (:n, 'x');
INSERT INTO k_default VALUES (:n, 'x');
INSERT INTO k_composite VALUES ('t:n', :n, '2024-01-0:n', 'x');
INSERT INTO k_defaults VALUES ('t:n', :n, '2024-01-0:n', 0.:n, 'x');
INSERT INTO k_uuid VALUES ('a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a1:n', 'x');
INSERT INTO k_uuid2 VALUES ('a0eebc99-9c0b-1ef8-bb6d-6bb9bd380a1:n', 'x');
INSERT INTO k_uuid3 VALUES ('a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a1:n', 'x');
INSERT INTO k_date VALUES ('1582-11-0:n', 'x');
INSERT INTO k_date2 VALUES ('2024-10-0:n', 'x');
INSERT INTO k_date3 VALUES ('1000-01-0:n', 'x');
INSERT INTO k_decimal VALUES (1.:n, 'x');
INSERT INTO k_decimal0 VALUES (-1234567890123456789:n, 'x');
INSERT INTO k_varchar VALUES ('é:n', 'x');
INSERT INTO k_empty VALUES (' :n ', 'x');
INSERT INTO k_char VALUES ('c:n', 'x');
INSERT INTO k_latin VALUES ('é:n', 'x');
INSERT INTO `K Quoted "é".x` VALUES (:n, 'x', 5);
INSERT INTO k_datetime VALUES ('2024-01-0:n 00:00:01', 'x');
INSERT INTO k_datetime6 VALUES ('2024-01-0:n 00:00:00.5', 'x');
INSERT INTO k_datetimenow VALUES ('2024-01-0:n 00:00:01', 'x');
INSERT INTO k_timestamp VALUES ('2024-01-0:n 00:00:01', 'x');
INSERT INTO k_timestamp6 VALUES ('2024-01-0:n 00:00:00.5', 'x');
INSERT INTO k_timestampnow VALUES ('2024-01-0:n 00:00:01', 'x');
INSERT INTO k_timestampimplicit VALUES ('2024-01-0:n 00:00:01', 'x');
INSERT INTO k_time VALUES ('0:n:00:00', 'x');
INSERT INTO k_time6 VALUES ('-8:n:00:00.5', 'x');
INSERT INTO k_year VALUES (200:n, 'x');
INSERT INTO k_bool VALUES (:n = 1, 'x');
INSERT INTO k_bit VALUES (:n = 1, 'x');
INSERT INTO k_bits VALUES (:n + 256, 'x');
INSERT INTO k_enum VALUES (:n, 'x');
INSERT INTO k_set VALUES (:n + 1, 'x');
INSERT INTO k_double VALUES (:n.1, 'x');
INSERT INTO k_binary VALUES (x'0:n', 'x');
INSERT INTO k_binarydefault VALUES (x'0:n', 'x');
INSERT INTO k_varbinary VALUES (x'0:nff', 'x');
INSERT INTO k_none VALUES (:n, 'x');
INSERT INTO k_unique VALUES (:n, 'x');
INSERT INTO k_uniquenull VALUES (:n, 'x');
INSERT INTO k_uniques VALUES (:n, :n, :n);
INSERT INTO k_generated (id, v) VALUES (:n, 'x');
INSERT INTO k_altered VALUES (:n, :n, 'x');
INSERT INTO k_part VALUES (:n, '2022-05-05', 'x');
INSERT INTO k_prefix VALUES ('a:n', 'x');
INSERT INTO k_uniqueprefix VALUES ('a:n', 'x');
INSERT INTO k_uniquelater VALUES (:n, :n, 'x');
INSERT INTO k_uniquemixed VALUES (:n, :n, 'x');
INSERT INTO k_labels VALUES (:n, 'x,y z', 'x');
INSERT INTO defaults (id, n9) VALUES (:n, 0);
INSERT INTO kinds VALUES (:n, -128, -32768, -8388608, -2147483648, -9223372036854775808, 255, 65535, 16777215, 4294967295, 9223372036854775807,
  1.1, 1.25, 0.1, -12345678901234567890.0123456789, -5, b'1', b'1101', b'1000000000000000000000000000000000000000000000000000000000000001', true,
  '0001-01-0:n', '-838:59:59', '12:34:56.789', '00:00:00.000001', '1000-01-01 00:00:00', '2024-02-29 23:59:59.999', '9999-12-31 23:59:59.999999', '2024-06-01 12:00:00', '1970-01-01 00:00:01.001', '2038-01-19 03:14:07.999999', 1901,
  'ab', 'é😀', 'tiny', 'it''s \\ "x"', 'long', 'éß', '{"a": [1, null]}', 'ü', 'a,b', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a1:n',
  x'00ff', x'00ff00', x'', ST_GeomFromText('POINT(1 2)', 4326), ST_GeomFromText('POLYGON((0 0,1 0,1 1,0 0))'));
INSERT INTO kinds (id) VALUES (-:n);
