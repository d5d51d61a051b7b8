/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.metrics;

import java.lang.management.ManagementFactory;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Metrics as read-only attributes of one MBean. A task without them still works, so failing to register is a warning. */
final class BeanMetrics implements TaskMetrics, DynamicMBean {
    static final String DOMAIN = "dev.lockstep.connect";

    private static final Logger log = LoggerFactory.getLogger(BeanMetrics.class);

    // What the worker tells its loggers of the task at work: "[name|task-0] ".
    private static final String LOG_CONTEXT = "connector.context";
    private static final Pattern TASK = Pattern.compile("\\|task-(\\d+)");

    private final Map<String, TaskGauge> gauges = new LinkedHashMap<>();
    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private ObjectName name;

    private BeanMetrics(List<TaskGauge> gauges) {
        gauges.forEach(gauge -> this.gauges.put(gauge.name(), gauge));
    }

    static BeanMetrics register(String connector, List<TaskGauge> gauges) {
        BeanMetrics metrics = new BeanMetrics(gauges);
        Matcher task = TASK.matcher(String.valueOf(MDC.get(LOG_CONTEXT)));
        boolean numbered = task.find();
        int number = numbered ? Integer.parseInt(task.group(1)) : 0;
        try {
            while (!metrics.registerAs(connector, number)) {
                number++; // a task that was not numbered, or one that the worker gave up and that still runs
            }
        } catch (JMException e) {
            log.warn("No metrics for connector {}: {}", connector, e.getMessage());
        }
        return metrics;
    }

    @SuppressWarnings("JdkObsolete") // the interface asks for a Hashtable
    private boolean registerAs(String connector, int task) throws JMException {
        Hashtable<String, String> keys = new Hashtable<>();
        keys.put("type", "task-metrics");
        keys.put("connector", ObjectName.quote(connector));
        keys.put("task", String.valueOf(task));
        ObjectName wanted = new ObjectName(DOMAIN, keys);
        try {
            server.registerMBean(this, wanted);
        } catch (InstanceAlreadyExistsException e) {
            return false;
        }
        name = wanted;
        return true;
    }

    @Override
    public Object getAttribute(String attribute) throws AttributeNotFoundException {
        TaskGauge gauge = gauges.get(attribute);
        if (gauge == null) {
            throw new AttributeNotFoundException(attribute);
        }
        return gauge.value().getAsLong();
    }

    @Override
    public AttributeList getAttributes(String[] attributes) {
        AttributeList values = new AttributeList();
        for (String attribute : attributes) {
            if (gauges.containsKey(attribute)) {
                values.add(
                        new Attribute(attribute, gauges.get(attribute).value().getAsLong()));
            }
        }
        return values;
    }

    @Override
    public MBeanInfo getMBeanInfo() {
        MBeanAttributeInfo[] attributes = gauges.values().stream()
                .map(gauge -> new MBeanAttributeInfo(
                        gauge.name(), long.class.getName(), gauge.description(), true, false, false))
                .toArray(MBeanAttributeInfo[]::new);
        return new MBeanInfo(BeanMetrics.class.getName(), "Metrics of one task", attributes, null, null, null);
    }

    @Override
    public void setAttribute(Attribute attribute) throws AttributeNotFoundException {
        throw new AttributeNotFoundException("Metrics are read only");
    }

    @Override
    public AttributeList setAttributes(AttributeList attributes) {
        return new AttributeList();
    }

    @Override
    public Object invoke(String action, Object[] parameters, String[] signature) {
        throw new UnsupportedOperationException("Metrics have no operations");
    }

    @Override
    public void close() {
        if (name != null) {
            try {
                server.unregisterMBean(name);
            } catch (JMException e) {
                log.warn("The metrics {} could not be taken back: {}", name, e.getMessage());
            }
            name = null;
        }
    }
}
