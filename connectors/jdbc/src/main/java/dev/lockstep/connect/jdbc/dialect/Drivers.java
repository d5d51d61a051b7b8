/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.dialect;

import java.sql.Driver;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Drivers that are not shipped with us, by their class.
 *
 * <p>The driver manager is not asked: it sees the drivers of the class loader that asks it, which in a worker is not
 * always the plugin's.
 */
final class Drivers {
    private Drivers() {}

    /** @param place where the jar comes from and goes to, for people */
    static Driver load(String className, String place) {
        try {
            return Class.forName(className, true, Drivers.class.getClassLoader())
                    .asSubclass(Driver.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new ConnectException("The driver " + className + " is not there. " + place, e);
        }
    }
}
