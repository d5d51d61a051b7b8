/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms;

import java.lang.management.ManagementFactory;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
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

/**
 * How many rows one transform has checked and which rules they violated, as read-only attributes of one MBean. A transform
 * without it still works, so failing to register is a warning. Thread-safe.
 */
final class RuleCounts implements DynamicMBean, AutoCloseable {
    static final String DOMAIN = "dev.lockstep.transforms";

    private static final Logger log = LoggerFactory.getLogger(RuleCounts.class);
    private static final String ROWS = "rows";
    private static final String VIOLATIONS = "violations";
    private static final String DROPPED = "dropped";

    /** A worker has far fewer transforms; whatever takes more names than this is no accident. */
    private static final int MAX_INSTANCES = 10_000;

    private static final Pattern TASK = Pattern.compile("\\[([^|\\]]+)(?:\\|task-(\\d+))?");

    private final Map<String, LongAdder> counts = new LinkedHashMap<>();
    private ObjectName name;

    private RuleCounts(List<String> rules) {
        for (String total : List.of(ROWS, VIOLATIONS, DROPPED)) {
            counts.put(total, new LongAdder());
        }
        rules.forEach(rule -> counts.put(attribute(rule), new LongAdder()));
    }

    /**
     * @param rules their names, each once
     * @param context what the worker tells its loggers of the task at work, such as {@code [name|task-0] }; may be null
     */
    static RuleCounts register(List<String> rules, String context) {
        RuleCounts counts = new RuleCounts(rules);
        try {
            counts.register(ManagementFactory.getPlatformMBeanServer(), context);
        } catch (JMException | RuntimeException e) {
            log.warn("No counts of rules as metrics: {}", e.getMessage());
        }
        return counts;
    }

    private void register(MBeanServer server, String context) throws JMException {
        Matcher task = TASK.matcher(String.valueOf(context));
        boolean known = task.find();
        for (int instance = 0; instance < MAX_INSTANCES; instance++) {
            ObjectName wanted = name(known ? task.group(1) : "none", known ? task.group(2) : null, instance);
            if (server.isRegistered(wanted)) {
                continue;
            }
            try {
                server.registerMBean(this, wanted);
                name = wanted;
                return;
            } catch (InstanceAlreadyExistsException e) {
                // Another was faster; the next name is tried.
            }
        }
        log.warn("No counts of rules as metrics: every name is taken");
    }

    @SuppressWarnings("JdkObsolete") // the interface asks for a Hashtable
    private static ObjectName name(String connector, String task, int instance) throws JMException {
        Hashtable<String, String> keys = new Hashtable<>();
        keys.put("type", "validate-records");
        keys.put("connector", ObjectName.quote(connector));
        keys.put("task", task == null ? "none" : task);
        keys.put("instance", String.valueOf(instance));
        return new ObjectName(DOMAIN, keys);
    }

    private static String attribute(String rule) {
        return VIOLATIONS + "." + rule;
    }

    /** Counts one row. */
    void row(List<String> violated, boolean dropped) {
        counts.get(ROWS).increment();
        if (!violated.isEmpty()) {
            counts.get(VIOLATIONS).add(violated.size());
            violated.forEach(rule -> counts.get(attribute(rule)).increment());
        }
        if (dropped) {
            counts.get(DROPPED).increment();
        }
    }

    /** Null where it could not be registered. */
    ObjectName name() {
        return name;
    }

    @Override
    public Object getAttribute(String attribute) throws AttributeNotFoundException {
        LongAdder count = counts.get(attribute);
        if (count == null) {
            throw new AttributeNotFoundException(attribute);
        }
        return count.sum();
    }

    @Override
    public AttributeList getAttributes(String[] attributes) {
        AttributeList values = new AttributeList();
        for (String attribute : attributes) {
            if (counts.containsKey(attribute)) {
                values.add(new Attribute(attribute, counts.get(attribute).sum()));
            }
        }
        return values;
    }

    @Override
    public MBeanInfo getMBeanInfo() {
        MBeanAttributeInfo[] attributes = counts.keySet().stream()
                .map(count -> new MBeanAttributeInfo(count, long.class.getName(), describe(count), true, false, false))
                .toArray(MBeanAttributeInfo[]::new);
        return new MBeanInfo(RuleCounts.class.getName(), "Rows against their rules", attributes, null, null, null);
    }

    private static String describe(String count) {
        return switch (count) {
            case ROWS -> "Rows that were checked";
            case VIOLATIONS -> "Rules that rows violated, all together";
            case DROPPED -> "Rows that were left out";
            default -> "Rows that violated this rule";
        };
    }

    @Override
    public void setAttribute(Attribute attribute) throws AttributeNotFoundException {
        throw new AttributeNotFoundException("Counts are read only");
    }

    @Override
    public AttributeList setAttributes(AttributeList attributes) {
        return new AttributeList();
    }

    @Override
    public Object invoke(String action, Object[] parameters, String[] signature) {
        throw new UnsupportedOperationException("Counts have no operations");
    }

    @Override
    public void close() {
        if (name == null) {
            return;
        }
        try {
            ManagementFactory.getPlatformMBeanServer().unregisterMBean(name);
        } catch (JMException | RuntimeException e) {
            log.warn("The counts {} could not be taken back: {}", name, e.getMessage());
        }
        name = null;
    }
}
