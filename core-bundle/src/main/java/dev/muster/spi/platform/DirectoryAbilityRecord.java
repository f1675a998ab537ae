package dev.muster.spi.platform;

record DirectoryAbilityRecord() implements DirectoryAbility {}
