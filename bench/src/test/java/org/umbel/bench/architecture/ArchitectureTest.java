package org.umbel.bench.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The house as design.md section 2 draws it: dependencies run one way, and each foreign thing has one door. */
@AnalyzeClasses(packages = "org.umbel", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    private static final String[] SANS_IO = {
        "org.umbel.relay.link..", "org.umbel.relay.blocks..", "org.umbel.relay.work..", "org.umbel.relay.sums..",
        "org.umbel.relay.session..", "org.umbel.relay.hub..", "org.umbel.relay.transport..",
        "org.umbel.relay.group.."};

    @ArchTest
    static final ArchRule CODEC_KNOWS_NOBODY = noClasses().that().resideInAPackage("org.umbel.codec..")
        .should().dependOnClassesThat().resideInAnyPackage("org.umbel.topology..", "org.umbel.relay..",
            "org.umbel.tracer..", "org.umbel.node..", "org.umbel.bench..");

    @ArchTest
    static final ArchRule TOPOLOGY_KNOWS_ONLY_CODEC = noClasses().that().resideInAPackage("org.umbel.topology..")
        .should().dependOnClassesThat().resideInAnyPackage("org.umbel.relay..", "org.umbel.tracer..",
            "org.umbel.node..", "org.umbel.bench..");

    @ArchTest
    static final ArchRule RELAY_DOES_NOT_KNOW_THE_TRACER = noClasses().that().resideInAPackage("org.umbel.relay..")
        .should().dependOnClassesThat().resideInAnyPackage("org.umbel.tracer..", "org.umbel.node..",
            "org.umbel.bench..");

    @ArchTest
    static final ArchRule TRACER_KNOWS_ONLY_CODEC = noClasses().that().resideInAPackage("org.umbel.tracer..")
        .should().dependOnClassesThat().resideInAnyPackage("org.umbel.topology..", "org.umbel.relay..",
            "org.umbel.node..", "org.umbel.bench..");

    @ArchTest
    static final ArchRule NODE_DOES_NOT_KNOW_THE_BENCHES = noClasses().that().resideInAPackage("org.umbel.node..")
        .should().dependOnClassesThat().resideInAPackage("org.umbel.bench..");

    /** But for the bench that measures it beside us. */
    @ArchTest
    static final ArchRule ONLY_ONE_PACKAGE_KNOWS_AERON = noClasses().that()
        .resideOutsideOfPackage("org.umbel.relay.aeron..")
        .and().haveNameNotMatching("org\\.umbel\\.bench\\.fanout\\.AeronPeer.*")
        .should().dependOnClassesThat().resideInAPackage("io.aeron..");

    @ArchTest
    static final ArchRule TWO_PACKAGES_OF_THE_RELAY_KNOW_SOCKETS = noClasses().that()
        .resideInAPackage("org.umbel.relay..").and().resideOutsideOfPackages("org.umbel.relay.aeron..",
            "org.umbel.relay.multicast..")
        .should().dependOnClassesThat().resideInAPackage("java.nio.channels..");

    @ArchTest
    static final ArchRule STATE_MACHINES_DO_NO_IO = noClasses().that().resideInAnyPackage(SANS_IO)
        .should().dependOnClassesThat().resideInAnyPackage("java.io..", "java.nio.file..", "java.nio.channels..",
            "java.net..", "java.time..", "java.util.concurrent..", "javax..");

    @ArchTest
    static final ArchRule STATE_MACHINES_READ_NO_CLOCK = noClasses().that().resideInAnyPackage(SANS_IO)
        .should().callMethod(System.class, "nanoTime").orShould().callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static final ArchRule THE_SIMULATED_NETWORK_READS_NO_CLOCK = noClasses().that()
        .resideInAnyPackage("org.umbel.relay.simulated..", "org.umbel.relay.check..")
        .should().callMethod(System.class, "nanoTime").orShould().callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static final ArchRule STATE_MACHINES_DRAW_NO_RANDOM_NUMBER = noClasses().that().resideInAnyPackage(SANS_IO)
        .should().dependOnClassesThat().haveNameMatching("java\\.util\\.(.*Random.*|UUID)")
        .orShould().dependOnClassesThat().haveNameMatching("java\\.security\\.SecureRandom")
        .orShould().callMethod(Math.class, "random");

    @ArchTest
    static final ArchRule ONE_CLASS_DECODES_TEXELS = noClasses().that().resideInAPackage("org.umbel.tracer..")
        .and().doNotHaveSimpleName("ImageDecoder")
        .should().dependOnClassesThat().resideInAnyPackage("javax.imageio..", "java.awt..");

    @ArchTest
    static final ArchRule FOREIGN_SCENES_ARE_PARSED_IN_THE_IMPORTER = noClasses().that()
        .resideInAPackage("org.umbel..").and().resideOutsideOfPackage("org.umbel.node.importer..")
        .should().dependOnClassesThat().resideInAnyPackage("de.javagl..", "com.fasterxml.jackson..");

    @ArchTest
    static final ArchRule ONLY_THE_CLIENT_REACHES_THE_IMPORTER = classes().that()
        .resideInAPackage("org.umbel.node.importer..")
        .should().onlyHaveDependentClassesThat().haveNameMatching(
            "org\\.umbel\\.(node\\.(importer|cli|role\\.Client)|bench).*");

    @ArchTest
    static final ArchRule PACKAGES_OF_EACH_MODULE_ARE_FREE_OF_CYCLES =
        slices().matching("org.umbel.(*).(*)..").should().beFreeOfCycles();
}
