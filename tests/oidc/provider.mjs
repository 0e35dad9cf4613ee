// SPDX-License-Identifier: EUPL-1.2
// A provider of sign-in on this machine: node provider.mjs PORT REDIRECT_URI [ES256]
// Accounts are the names that are typed: NAME has the address NAME@example.eu, verified unless the
// name begins with "un". The secret of the client "praxis" is "a secret of the tests, 32 bytes".
import { generateKeyPairSync } from "node:crypto";
import { Provider } from "oidc-provider";

const [port, redirect, algorithm = "RS256"] = process.argv.slice(2);
const issuer = `http://127.0.0.1:${port}`;
const pair =
    algorithm === "ES256"
        ? generateKeyPairSync("ec", { namedCurve: "P-256" })
        : generateKeyPairSync("rsa", { modulusLength: 2048 });
const exported = pair.privateKey.export({ format: "jwk" });
const key = { ...exported, kid: "one", alg: algorithm, use: "sig" };

const provider = new Provider(issuer, {
    clients: [
        {
            client_id: "praxis",
            client_secret: "a secret of the tests, 32 bytes",
            redirect_uris: [redirect],
            response_types: ["code"],
            grant_types: ["authorization_code"],
            id_token_signed_response_alg: algorithm,
        },
    ],
    jwks: { keys: [key] },
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
    conformIdTokenClaims: algorithm === "RS256", // else the address is in the token itself
    cookies: { keys: ["only for tests"] },
    features: { devInteractions: { enabled: true } },
    pkce: { required: () => true, methods: ["S256"] },
    findAccount: (_, id) => ({
        accountId: id,
        claims: () => ({
            sub: id,
            name: id,
            email: `${id}@example.eu`,
            email_verified: !id.startsWith("un"),
        }),
    }),
});
provider.listen(Number(port), "127.0.0.1", () => console.log("ready"));
