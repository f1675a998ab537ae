package dev.muster.web.signin;

/**
 * What both ends of a sign-in in a browser have in common.
 *
 * @param requests reads what a sign-in is for
 * @param targets where a browser is sent
 * @param cookies the sign-ins that a browser has begun
 * @param rounds those that ended without a session
 * @param failures the pages of what did not work
 */
record Common(
    SignInRequests requests,
    RedirectTargets targets,
    SignInCookies cookies,
    SilentRounds rounds,
    FailurePages failures) {}
