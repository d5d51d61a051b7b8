/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source;

import java.lang.management.ManagementFactory;
import java.util.Map;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gauges as attributes of an MBean. */
final class GaugesBean implements DynamicMBean {
    private static final Logger log = LoggerFactory.getLogger(GaugesBean.class);
    private static final String DOMAIN = "dev.lockstep";

    private final Map<String, SourceMetrics.Gauge> gauges;

    private GaugesBean(Map<String, SourceMetrics.Gauge> gauges) {
        this.gauges = Map.copyOf(gauges);
    }

    /** @return what removes it again */
    static Runnable register(Map<String, SourceMetrics.Gauge> gauges, String connector, String task) {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        try {
            ObjectName name = new ObjectName(
                    DOMAIN + ":type=chunked-jdbc-source,connector=" + ObjectName.quote(connector) + ",task=" + task);
            // One that a task left behind when the worker gave it up.
            remove(server, name);
            server.registerMBean(new GaugesBean(gauges), name);
            return () -> remove(server, name);
        } catch (JMException e) {
            log.warn("The task's metrics cannot be shown: {}", e.getMessage());
            return () -> {};
        }
    }

    private static void remove(MBeanServer server, ObjectName name) {
        try {
            if (server.isRegistered(name)) {
                server.unregisterMBean(name);
            }
        } catch (JMException e) {
            log.warn("The task's metrics cannot be removed: {}", e.getMessage());
        }
    }

    @Override
    public Object getAttribute(String attribute) throws AttributeNotFoundException {
        SourceMetrics.Gauge gauge = gauges.get(attribute);
        if (gauge == null) {
            throw new AttributeNotFoundException(attribute);
        }
        return gauge.value().getAsLong();
    }

    @Override
    public void setAttribute(Attribute attribute) throws AttributeNotFoundException {
        throw new AttributeNotFoundException("It can only be read");
    }

    @Override
    public AttributeList getAttributes(String[] attributes) {
        AttributeList found = new AttributeList();
        for (String attribute : attributes) {
            SourceMetrics.Gauge gauge = gauges.get(attribute);
            if (gauge != null) {
                found.add(new Attribute(attribute, gauge.value().getAsLong()));
            }
        }
        return found;
    }

    @Override
    public AttributeList setAttributes(AttributeList attributes) {
        return new AttributeList();
    }

    @Override
    public Object invoke(String action, Object[] parameters, String[] signature) {
        throw new UnsupportedOperationException("There is nothing to invoke");
    }

    @Override
    public MBeanInfo getMBeanInfo() {
        MBeanAttributeInfo[] attributes = gauges.entrySet().stream()
                .map(entry -> new MBeanAttributeInfo(
                        entry.getKey(), "long", entry.getValue().description(), true, false, false))
                .toArray(MBeanAttributeInfo[]::new);
        return new MBeanInfo(GaugesBean.class.getName(), "Counts of a task", attributes, null, null, null);
    }
}
