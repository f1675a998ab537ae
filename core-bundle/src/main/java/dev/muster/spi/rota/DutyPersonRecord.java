package dev.muster.spi.rota;

import java.util.Optional;

record DutyPersonRecord(By by, String value, Optional<String> platform) implements DutyPerson {}
