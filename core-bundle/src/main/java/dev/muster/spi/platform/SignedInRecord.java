package dev.muster.spi.platform;

import dev.muster.spi.ExternalIdentity;

record SignedInRecord(ExternalIdentity person) implements SignInResult.SignedIn {}
