/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.json;

/** The words of Kafka's JSON form of records and schemas. */
final class Words {
    static final String SCHEMA = "schema";
    static final String PAYLOAD = "payload";
    static final String TYPE = "type";
    static final String OPTIONAL = "optional";
    static final String NAME = "name";
    static final String VERSION = "version";
    static final String DOC = "doc";
    static final String PARAMETERS = "parameters";
    static final String DEFAULT = "default";
    static final String FIELDS = "fields";
    static final String FIELD = "field";
    static final String ITEMS = "items";
    static final String KEYS = "keys";
    static final String VALUES = "values";
    static final String FLOAT = "float";
    static final String DOUBLE = "double";

    private Words() {}
}
