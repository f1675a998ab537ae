// An application as anybody would write it with openid-client: authorization code with PKCE, state and
// nonce, the ID token's signature checked with the published keys, userinfo. It is told whom to trust by
// POST /apps/{name}, so that one process serves every test; it signs people in at /{name}/sign-in.
import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import * as client from "openid-client";

const SCOPE = "openid profile email phone platform";
const PLATFORM_CODE = "urn:muster:oauth:grant-type:platform-code";

const apps = new Map();
/** What began in a browser and has not come back, by a cookie of the application's own. */
const begun = new Map();

async function register(name, settings) {
  const config = await client.discovery(
    new URL(settings.issuer),
    settings.clientId,
    { id_token_signed_response_alg: settings.alg },
    settings.clientSecret ? client.ClientSecretBasic(settings.clientSecret) : client.None(),
    { execute: [client.allowInsecureRequests] },
  );
  client.enableNonRepudiationChecks(config);
  apps.set(name, { config, redirectUri: settings.redirectUri });
}

async function signIn(name, app, url, response) {
  const verifier = client.randomPKCECodeVerifier();
  const state = client.randomState();
  const nonce = client.randomNonce();
  const id = randomUUID();
  begun.set(id, { verifier, state, nonce });
  const location = client.buildAuthorizationUrl(app.config, {
    redirect_uri: app.redirectUri,
    scope: SCOPE,
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
    state,
    nonce,
    ...Object.fromEntries(url.searchParams),
  });
  response.writeHead(302, {
    location: location.href,
    "set-cookie": `${name}=${id}; Path=/${name}; HttpOnly; SameSite=Lax`,
  });
  response.end();
}

async function callback(name, app, url, request, response) {
  const id = new RegExp(`(?:^|; )${name}=([^;]+)`).exec(request.headers.cookie ?? "")?.[1];
  const kept = begun.get(id);
  begun.delete(id);
  if (kept === undefined) {
    return page(response, 400, { outcome: "refused", error: "nothing began in this browser" });
  }
  const tokens = await client.authorizationCodeGrant(app.config, url, {
    pkceCodeVerifier: kept.verifier,
    expectedState: kept.state,
    expectedNonce: kept.nonce,
    idTokenExpected: true,
  });
  page(response, 200, { outcome: "signed-in", nonceSent: kept.nonce, ...(await person(app, tokens)) });
}

/** What a native app's server does with the code that the platform's SDK gave the app. */
async function platformCode(app, fields, response) {
  const tokens = await client.genericGrantRequest(app.config, PLATFORM_CODE, {
    scope: SCOPE,
    ...fields,
  });
  json(response, 200, { outcome: "signed-in", ...(await person(app, tokens)) });
}

async function person(app, tokens) {
  const idToken = tokens.claims();
  if (idToken === undefined) {
    throw new Error("there is no ID token");
  }
  const userInfo = await client.fetchUserInfo(app.config, tokens.access_token, idToken.sub);
  return { idToken, userInfo, tokens: [tokens.access_token, tokens.id_token] };
}

/** openid-client tells what the provider answered, and what it found wrong with an answer. */
async function problem(error) {
  const unread = error.cause instanceof Response ? error.cause : undefined;
  const answer = unread === undefined ? {} : await unread.json().catch(() => ({}));
  return {
    outcome: "refused",
    error: error.error ?? answer.error ?? error.code ?? error.message,
    description: error.error_description ?? answer.error_description ?? error.message,
    status: error.status ?? unread?.status,
    interaction: error.cause?.interaction ?? answer.interaction,
  };
}

function page(response, status, content) {
  response.writeHead(status, { "content-type": "text/html; charset=utf-8" });
  const text = JSON.stringify(content).replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  response.end(`<!doctype html><meta charset="utf-8"><title>Application</title><pre id="result">${text}</pre>`);
}

function json(response, status, content) {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(content));
}

async function body(request) {
  const chunks = [];
  for await (const chunk of request) {
    chunks.push(chunk);
  }
  return JSON.parse(Buffer.concat(chunks).toString("utf8"));
}

async function handle(request, response) {
  const url = new URL(request.url, `http://${request.headers.host}`);
  const [first, second] = url.pathname.slice(1).split("/");
  if (first === "apps") {
    await register(second, await body(request));
    return json(response, 201, {});
  }
  const app = apps.get(first);
  switch (app && second) {
    case "sign-in":
      return signIn(first, app, url, response);
    case "callback":
      try {
        return await callback(first, app, url, request, response);
      } catch (error) {
        return page(response, 400, await problem(error));
      }
    case "platform-code":
      try {
        return await platformCode(app, await body(request), response);
      } catch (error) {
        return json(response, 400, await problem(error));
      }
    default:
      return json(response, 404, {});
  }
}

const server = createServer((request, response) => {
  handle(request, response).catch((error) => json(response, 500, { error: String(error.stack) }));
});
server.listen(Number(process.argv[2] ?? 0), "127.0.0.1", () => {
  console.log(`Application on ${server.address().port}`);
});
