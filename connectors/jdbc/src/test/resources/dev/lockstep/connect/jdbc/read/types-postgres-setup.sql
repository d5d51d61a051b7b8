CREATE EXTENSION citext
CREATE EXTENSION hstore
CREATE EXTENSION ltree
CREATE TYPE mood AS ENUM ('sad', 'oh, "so" happy')
CREATE DOMAIN short AS varchar(3)
CREATE DOMAIN shorter AS short CHECK (VALUE <> 'no')
CREATE DOMAIN deep AS integer[]
CREATE TYPE pair AS (a int, b text)
CREATE TYPE nested AS (p pair, l int[], d date)
CREATE TYPE loose AS (n numeric)
CREATE TYPE floats AS RANGE (subtype = float8)
