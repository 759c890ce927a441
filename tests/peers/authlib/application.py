"""An application as somebody writes it with authlib. Prints where it sends a person, reads where they came back, and prints what it was given."""

import json
import sys

import requests
from authlib.common.security import generate_token
from authlib.integrations.base_client import OAuthError
from authlib.integrations.requests_client import OAuth2Session
from authlib.jose import JsonWebKey, JsonWebToken
from authlib.oidc.core import CodeIDToken

issuer, client_id, client_secret, callback = sys.argv[1:]
server = requests.get(issuer + "/.well-known/openid-configuration").json()
token_endpoint = server["token_endpoint"]


def session(scope):
    return OAuth2Session(client_id, client_secret, scope=scope, redirect_uri=callback, code_challenge_method="S256")


def claims_of(id_token, nonce):
    keys = JsonWebKey.import_key_set(requests.get(server["jwks_uri"]).json())
    claims = JsonWebToken(server["id_token_signing_alg_values_supported"]).decode(
        id_token,
        keys,
        claims_cls=CodeIDToken,
        claims_options={"iss": {"essential": True, "value": issuer}, "aud": {"essential": True, "value": client_id}},
        claims_params={"nonce": nonce, "client_id": client_id},
    )
    claims.validate()
    return dict(claims)


def refusal(work):
    try:
        work()
    except OAuthError as error:
        return error.error
    return None


person = session("openid profile project:read")
verifier, nonce = generate_token(48), generate_token(20)
address, _ = person.create_authorization_url(server["authorization_endpoint"], code_verifier=verifier, nonce=nonce)
print(address, flush=True)
back = sys.stdin.readline().strip()
tokens = person.fetch_token(token_endpoint, authorization_response=back, code_verifier=verifier)

said = {
    "claims": claims_of(tokens["id_token"], nonce),
    "userinfo": person.get(server["userinfo_endpoint"]).json(),
    "projects": person.get(issuer + "/api/projects").status_code,
}
refreshed = person.refresh_token(token_endpoint, tokens["refresh_token"])
introspection, revocation = server["introspection_endpoint"], server["revocation_endpoint"]
said["introspected"] = person.introspect_token(introspection, token=refreshed["access_token"]).json()
said["revoked"] = person.revoke_token(revocation, token=refreshed["access_token"]).status_code
said["introspectedAfterwards"] = person.introspect_token(introspection, token=refreshed["access_token"]).json()
said["copied"] = refusal(lambda: person.refresh_token(token_endpoint, tokens["refresh_token"]))
said["codeAgain"] = refusal(
    lambda: session("openid").fetch_token(token_endpoint, authorization_response=back, code_verifier=verifier)
)

itself = session("project:read")
own = itself.fetch_token(token_endpoint, grant_type="client_credentials")
said["itself"] = {"scope": own["scope"], "refreshes": "refresh_token" in own}
print(json.dumps(said))
