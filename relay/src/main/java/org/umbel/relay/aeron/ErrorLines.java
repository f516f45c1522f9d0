package org.umbel.relay.aeron;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.agrona.ErrorHandler;

/** Aeron's errors as counted lines, at most one in ten seconds; never a stack trace on a user's terminal. */
final class ErrorLines implements ErrorHandler {
    static final long INTERVAL_NS = TimeUnit.SECONDS.toNanos(10);

    private final Consumer<String> log;
    private final AtomicLong errors = new AtomicLong();
    private final AtomicLong silentUntilNs = new AtomicLong();

    ErrorLines(final Consumer<String> log, final long nowNs) {
        this.log = log;
        silentUntilNs.set(nowNs);
    }

    @Override
    public void onError(final Throwable error) {
        onError(error, System.nanoTime());
    }

    void onError(final Throwable error, final long nowNs) {
        final long count = errors.incrementAndGet();
        final long until = silentUntilNs.get();
        if (nowNs - until >= 0 && silentUntilNs.compareAndSet(until, nowNs + INTERVAL_NS)) {
            log.accept("Aeron: " + firstLine(error) + " (error " + count + " of this process)");
        }
    }

    long count() {
        return errors.get();
    }

    static String firstLine(final Throwable error) {
        final String message = error.getMessage();
        final String text = message == null ? error.getClass().getSimpleName() : message;
        return text.lines().findFirst().orElse("").strip();
    }
}
