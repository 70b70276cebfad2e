// Generated from gateway/openapi.yaml by `bun run client`. Do not edit.

export interface paths {
    "/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Home
         * @description The name of the platform and links to its parts: JSON, or HTML if `Accept` prefers it.
         */
        get: operations["getHome"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metadata": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Metadata
         * @description The name, version and commit of the platform, its start time, and the versions of its runtime.
         */
        get: operations["getMetadata"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Health
         * @description The health of the gateway and its dependencies. `warn` means degraded, `fail` unavailable.
         */
        get: operations["getHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Liveness
         * @description Whether the process runs, whatever the state of its dependencies.
         */
        get: operations["getLive"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/billing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Place an order
         * @description Publishes the order to the queue and answers once RabbitMQ has confirmed it, whether or not billing runs. An order that got 200 is stored exactly once.
         *
         *     With an `Idempotency-Key`, repeat the same order as often as you like, also after a 503: it is stored once. A different order under a used key gets 422 once billing has stored the first one. Before that it gets 200 and becomes a dead letter: `GET /api/billing/{id}` then shows the first order. Each API key has its own idempotency keys. Without API keys, all clients share them: use random ones, such as UUIDs.
         */
        post: operations["postOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/billing/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read an order's status
         * @description Asks billing for the status of an order. `queued`: billing has not seen it; if it was posted, it is in the queue. `unknown`: no gateway has given this id, and billing has not seen it.
         */
        get: operations["getOrder"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/movies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List movies
         * @description Streams all movies by id as a bare JSON array. Filters are combined with AND; `q` searches. With `limit` the response is one page, and `Link` names the next page. A page begins after the last movie of the page before it, whatever is added or deleted in between.
         */
        get: operations["listMovies"];
        put?: never;
        /**
         * Add a movie
         * @description Stores a movie and returns it with its new id. Only `title` is required. Attributes without a value are left out.
         */
        post: operations["addMovie"];
        /**
         * Delete all movies
         * @description **Warning: this deletes all movies, and cannot be undone.** Returns their number. Ids are never reused. With `If-Match` and the `ETag` of a list, nothing is deleted if any movie has changed since that list.
         */
        delete: operations["deleteMovies"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/movies/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a movie
         * @description Returns one movie. With `If-None-Match` the response is 304 while the movie still has that `ETag`.
         */
        get: operations["getMovie"];
        /**
         * Set attributes of a movie
         * @description Sets the given attributes and **keeps the others**, as clients of this API expect. `null` removes an attribute.
         */
        put: operations["putMovie"];
        post?: never;
        /**
         * Delete a movie
         * @description Deletes one movie. Its id is never reused.
         */
        delete: operations["deleteMovie"];
        options?: never;
        head?: never;
        /**
         * Merge changes into a movie
         * @description Applies a JSON merge patch (RFC 7396): given attributes are set, and `null` removes an attribute.
         */
        patch: operations["patchMovie"];
        trace?: never;
    };
    "/api/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create a token
         * @description Creates a token for one party, who passes the code to the other party. An unpaired token expires after 15 minutes. Every holder of the code can pair, read and delete the token: keep it secret from others.
         */
        post: operations["createToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tokens/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a token
         * @description Returns the token. With `wait` the response is sent when the token is paired, deleted or expired, or when the time is over. Repeat the request until `entity_2` is set. Without `wait` an unpaired token may be read every 2 s; earlier requests get 429 `slow_down`.
         */
        get: operations["getToken"];
        /**
         * Pair a token
         * @description Pairs the token with a second party. If several try, exactly one succeeds; the same party again gets the same response. A pairing lasts 30 days.
         */
        put: operations["pairToken"];
        post?: never;
        /**
         * Delete a token
         * @description Deletes the token and its pairing. Every holder of the code can do so.
         */
        delete: operations["deleteToken"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * @description An order. Additional fields stay in the message.
         * @example {
         *       "user_id": "3",
         *       "number_of_items": "5",
         *       "total_amount": "180"
         *     }
         */
        Order: {
            /** @description The user who orders. */
            user_id: string | number;
            /** @description How many items. */
            number_of_items: string | number;
            /** @description The price of all items. */
            total_amount: string | number;
        } & {
            [key: string]: unknown;
        };
        /**
         * @description The status of an order.
         * @example {
         *       "id": "01a1fc69-cd05-7493-bb53-1691edf76a98",
         *       "status": "processed",
         *       "order": {
         *         "user_id": "3",
         *         "number_of_items": 5,
         *         "total_amount": "180.00",
         *         "created_at": "2026-11-21T12:00:00.000Z"
         *       }
         *     }
         */
        OrderStatus: {
            /** @description The order's message id. */
            id: string;
            /** @description `queued`: the gateway created the id, and billing has not processed the order yet. `processed`: the order is stored. `rejected`: the order is invalid, and is a dead letter. `unknown`: neither the gateway nor billing knows the id. */
            status: "queued" | "processed" | "rejected" | "unknown";
            order?: {
                user_id: string;
                number_of_items: number;
                /** @description With two decimals. */
                total_amount: string;
                /**
                 * Format: date-time
                 * @description When the order was stored.
                 */
                created_at: string;
            };
            /** @description Why the order was rejected. */
            reason?: string;
        };
        /** @description The worst status of all checks, and the checks by the name of the dependency. */
        Health: {
            status: "ok" | "warn" | "fail";
            checks?: {
                [key: string]: {
                    status: "ok" | "warn" | "fail";
                    output?: string;
                    /** Format: date-time */
                    time: string;
                }[];
            };
        };
        Metadata: {
            name: string;
            version: string;
            description: string;
            /** @description The commit of the running code. */
            commit: string;
            /** Format: date-time */
            started_at: string;
            /** @description The versions of the runtime. */
            runtime: {
                [key: string]: string;
            };
        };
        /** @description An error (RFC 9457). */
        Problem: {
            type: string;
            title: string;
            status: number;
            /** @description What is wrong, for people. */
            detail: string;
            /** @description The path of the request. */
            instance: string;
            /** @description Names the request in the logs. */
            request_id: string;
            /** @description All faults of the input, with their places. */
            errors?: {
                path: string;
                message: string;
            }[];
        };
        /**
         * @description A movie of the catalogue.
         * @example {
         *       "id": 7,
         *       "title": "A new movie",
         *       "description": "Very short description",
         *       "year": 1999,
         *       "cast": [
         *         "Jane Doe"
         *       ],
         *       "genres": [
         *         "Drama"
         *       ]
         *     }
         */
        Movie: {
            /**
             * @description The id of the movie. Ids are never reused.
             * @example 7
             */
            id: number;
            /**
             * Format: text
             * @description The title.
             */
            title: string;
            /**
             * Format: text
             * @description What the movie is about; empty by default.
             */
            description: string;
            /** @description The year of the release. */
            year?: number;
            /** @description The actors, in the order of the credits. */
            cast?: string[];
            /** @description The genres. */
            genres?: string[];
            /**
             * Format: text
             * @description The name of the movie's page in Wikipedia.
             */
            href?: string;
            /**
             * Format: text
             * @description The URL of a small picture.
             */
            thumbnail?: string;
            /** @description The width of the picture in pixels. */
            thumbnail_width?: number;
            /** @description The height of the picture in pixels. */
            thumbnail_height?: number;
        };
        /**
         * @description A movie to add.
         * @example {
         *       "title": "A new movie",
         *       "description": "Very short description"
         *     }
         */
        NewMovie: {
            /**
             * Format: text
             * @description The title.
             */
            title: string;
            /** @description What the movie is about; empty by default. */
            description?: string | null;
            /** @description The year of the release. */
            year?: number | null;
            /** @description The actors, in the order of the credits. */
            cast?: string[] | null;
            /** @description The genres. */
            genres?: string[] | null;
            /** @description The name of the movie's page in Wikipedia. */
            href?: string | null;
            /** @description The URL of a small picture. */
            thumbnail?: string | null;
            /** @description The width of the picture in pixels. */
            thumbnail_width?: number | null;
            /** @description The height of the picture in pixels. */
            thumbnail_height?: number | null;
        };
        /**
         * @description The attributes to set. Null removes an attribute; the others stay as they are.
         * @example {
         *       "description": "A better description",
         *       "cast": null
         *     }
         */
        MovieChanges: {
            /**
             * Format: text
             * @description The title.
             */
            title?: string;
            /** @description What the movie is about; empty by default. */
            description?: string | null;
            /** @description The year of the release. */
            year?: number | null;
            /** @description The actors, in the order of the credits. */
            cast?: string[] | null;
            /** @description The genres. */
            genres?: string[] | null;
            /** @description The name of the movie's page in Wikipedia. */
            href?: string | null;
            /** @description The URL of a small picture. */
            thumbnail?: string | null;
            /** @description The width of the picture in pixels. */
            thumbnail_width?: number | null;
            /** @description The height of the picture in pixels. */
            thumbnail_height?: number | null;
        };
        /**
         * @description One of the two parties.
         * @example {
         *       "entity": "chat:42"
         *     }
         */
        Party: {
            /**
             * Format: text
             * @description The party, by a name that the client chooses, such as `chat:42`. Every holder of the token can read it: do not use a secret.
             */
            entity: string;
        };
        /**
         * @description A token that joins two parties.
         * @example {
         *       "token": "BCDF-GHJK",
         *       "entity_1": "chat:42",
         *       "entity_2": "chat:77",
         *       "expires_at": "2026-12-21T12:05:00.000Z"
         *     }
         */
        Token: {
            /** @description The code, formatted for people. */
            token: string;
            /**
             * Format: text
             * @description The party, by a name that the client chooses, such as `chat:42`. Every holder of the token can read it: do not use a secret.
             */
            entity_1: string;
            /** @description The party that paired the token; null until then. */
            entity_2: string | null;
            /**
             * Format: date-time
             * @description When the token expires. A pairing extends it.
             */
            expires_at: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getHome: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Name, description and links; a page for browsers. */
            200: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description `Accept`. */
                    Vary?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "name": "matinee",
                     *       "description": "The back office of a movie-streaming platform.",
                     *       "links": {
                     *         "movies": "/api/movies"
                     *       }
                     *     }
                     */
                    "application/json": {
                        name: string;
                        description: string;
                        /** @description Paths by name. */
                        links: {
                            [key: string]: string;
                        };
                    };
                    /** @example <!doctype html> */
                    "text/html": string;
                };
            };
        };
    };
    getMetadata: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What runs here. */
            200: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "name": "matinee",
                     *       "description": "The back office of a movie-streaming platform.",
                     *       "version": "0.1.0",
                     *       "commit": "8c2f0d5f",
                     *       "started_at": "2026-11-21T12:00:00.000Z",
                     *       "runtime": {
                     *         "bun": "1.4.5",
                     *         "elysia": "1.4.30"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Metadata"];
                };
            };
        };
    };
    getHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No check fails. */
            200: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "ok",
                     *       "checks": {
                     *         "rabbitmq": [
                     *           {
                     *             "status": "ok",
                     *             "time": "2026-11-21T12:00:00.000Z"
                     *           }
                     *         ]
                     *       }
                     *     }
                     */
                    "application/health+json": components["schemas"]["Health"];
                };
            };
            /** @description A check fails. */
            503: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "fail",
                     *       "checks": {
                     *         "rabbitmq": [
                     *           {
                     *             "status": "fail",
                     *             "output": "disconnected",
                     *             "time": "2026-11-21T12:00:00.000Z"
                     *           }
                     *         ]
                     *       }
                     *     }
                     */
                    "application/health+json": components["schemas"]["Health"];
                };
            };
        };
    };
    getLive: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The process runs. */
            200: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "ok"
                     *     }
                     */
                    "application/health+json": components["schemas"]["Health"];
                };
            };
        };
    };
    postOrder: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Makes the order safe to repeat: 1 to 255 printable ASCII characters, quoted or not.
                 * @example "7d1f7a36-5b0b-4c6c-9a3e-4f5d2c1b0a99"
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "user_id": "3",
                 *       "number_of_items": "5",
                 *       "total_amount": "180"
                 *     }
                 */
                "application/json": components["schemas"]["Order"];
            };
        };
        responses: {
            /** @description The order is in the queue. */
            200: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description The path of the order's status. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "message": "Message posted",
                     *       "id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/json": {
                        message: string;
                        /** @description The id of the order. */
                        id: string;
                    };
                };
            };
            /** @description The body is not valid JSON in UTF-8, or the Idempotency-Key is invalid. */
            400: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The body is not valid JSON in UTF-8, or the Idempotency-Key is invalid.",
                     *       "instance": "/api/billing",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The API key is missing or not valid. */
            401: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description Why the gateway itself responded (RFC 9209). */
                    "Proxy-Status"?: string;
                    /** @description How to send an API key. */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "The API key is missing or not valid.",
                     *       "instance": "/api/billing",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The API key lacks the scope `billing:write`. */
            403: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description Why the gateway itself responded (RFC 9209). */
                    "Proxy-Status"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "The API key lacks the scope `billing:write`.",
                     *       "instance": "/api/billing",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too long. */
            413: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Content Too Large",
                     *       "status": 413,
                     *       "detail": "The body is too long.",
                     *       "instance": "/api/billing",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body must be JSON: send it with "Content-Type: application/json". */
            415: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unsupported Media Type",
                     *       "status": 415,
                     *       "detail": "The body must be JSON: send it with \"Content-Type: application/json\".",
                     *       "instance": "/api/billing",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not a valid order, has a name twice, or its Idempotency-Key was used for another order. */
            422: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unprocessable Content",
                     *       "status": 422,
                     *       "detail": "The body is not a valid order, has a name twice, or its Idempotency-Key was used for another order.",
                     *       "instance": "/api/billing",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98",
                     *       "errors": [
                     *         {
                     *           "path": "/number_of_items",
                     *           "message": "must be an integer from 1 to 1000000, as a number or as a string"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests with this API key, or from this address. */
            429: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: string;
                    /** @description Why the gateway itself responded (RFC 9209). */
                    "Proxy-Status"?: string;
                    /** @description The limit: `q` requests per `w` seconds. */
                    "RateLimit-Policy"?: string;
                    /** @description `r` requests are left for the next `t` seconds. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "Too many requests with this API key, or from this address.",
                     *       "instance": "/api/billing",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RabbitMQ did not confirm the order. */
            503: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Service Unavailable",
                     *       "status": 503,
                     *       "detail": "RabbitMQ did not confirm the order.",
                     *       "instance": "/api/billing",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getOrder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id that `POST /api/billing` returned.
                 * @example 01a1fc69-cd05-7493-bb53-1691edf76a98
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The status of the order. */
            200: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01a1fc69-cd05-7493-bb53-1691edf76a98",
                     *       "status": "processed",
                     *       "order": {
                     *         "user_id": "3",
                     *         "number_of_items": 5,
                     *         "total_amount": "180.00",
                     *         "created_at": "2026-11-21T12:00:00.000Z"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["OrderStatus"];
                };
            };
            /** @description The API key is missing or not valid. */
            401: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description Why the gateway itself responded (RFC 9209). */
                    "Proxy-Status"?: string;
                    /** @description How to send an API key. */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "The API key is missing or not valid.",
                     *       "instance": "/api/billing/01a1fc69-cd05-7493-bb53-1691edf76a98",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The API key lacks the scope `billing:read`. */
            403: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description Why the gateway itself responded (RFC 9209). */
                    "Proxy-Status"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "The API key lacks the scope `billing:read`.",
                     *       "instance": "/api/billing/01a1fc69-cd05-7493-bb53-1691edf76a98",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This is not the id of an order. */
            404: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "This is not the id of an order.",
                     *       "instance": "/api/billing/01a1fc69-cd05-7493-bb53-1691edf76a98",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests with this API key, or from this address. */
            429: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: string;
                    /** @description Why the gateway itself responded (RFC 9209). */
                    "Proxy-Status"?: string;
                    /** @description The limit: `q` requests per `w` seconds. */
                    "RateLimit-Policy"?: string;
                    /** @description `r` requests are left for the next `t` seconds. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "Too many requests with this API key, or from this address.",
                     *       "instance": "/api/billing/01a1fc69-cd05-7493-bb53-1691edf76a98",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Billing is unavailable. The order is safe in the queue; ask again shortly. */
            503: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Service Unavailable",
                     *       "status": 503,
                     *       "detail": "Billing is unavailable. The order is safe in the queue; ask again shortly.",
                     *       "instance": "/api/billing/01a1fc69-cd05-7493-bb53-1691edf76a98",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listMovies: {
        parameters: {
            query?: {
                /**
                 * @description A part of the title, in any case. `%` and `_` have no special meaning.
                 * @example new
                 */
                title?: string;
                /**
                 * @description Words of the title or the cast. Exact titles come first, then titles with all the words, then movies with the words in title or cast. Without an exact match, words that differ by one or two letters match as well: `matirx` finds The Matrix.
                 * @example godfathr
                 */
                q?: string;
                /**
                 * @description A year, or a range of years, which may be open at either end.
                 * @example 1990..1999
                 */
                year?: string;
                /**
                 * @description A genre, in any case. Repeat it for movies that have all of them.
                 * @example [
                 *       "Drama"
                 *     ]
                 */
                genre?: string[];
                /**
                 * @description The whole name of an actor, in any case; `q` finds parts of it. Repeat it for several actors.
                 * @example [
                 *       "Jane Doe"
                 *     ]
                 */
                cast?: string[];
                /**
                 * @description One or more of `id`, `year`, `title`, each with `-` before it for descending order. Case does not matter to titles, and a movie without a year counts as the latest. The default is `id`, and with `q` the best match first.
                 * @example year,-title
                 */
                sort?: string;
                /**
                 * @description How many movies a page has.
                 * @example 50
                 */
                limit?: number;
                /** @description The cursor of a page, taken from `Link`. It is valid for the same query only. */
                after?: string;
            };
            header?: {
                /** @description Return 304 if this is still the `ETag`. */
                "If-None-Match"?: string;
                /** @description `count=exact`: count all movies that match. This may take as long as reading them. */
                Prefer?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The movies. */
            200: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description Changes with every change of a movie. Use it in `If-None-Match`, or in `If-Match` to delete all movies. */
                    ETag?: string;
                    /** @description `Accept` and `Prefer`. */
                    Vary?: string;
                    /** @description With `limit`: the number of movies that match. With a filter, only with `Prefer: count=exact`. */
                    "X-Total-Count"?: string;
                    /** @description With `limit`: `count=exact` if the request prefers it. */
                    "Preference-Applied"?: string;
                    /** @description With `limit`: the next page, as `<…>; rel="next"`. */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example [
                     *       {
                     *         "id": 7,
                     *         "title": "A new movie",
                     *         "description": "Very short description",
                     *         "year": 1999,
                     *         "cast": [
                     *           "Jane Doe"
                     *         ],
                     *         "genres": [
                     *           "Drama"
                     *         ]
                     *       }
                     *     ]
                     */
                    "application/json": components["schemas"]["Movie"][];
                    /** @example {"id":7,"title":"A new movie","description":"Very short description","year":1999,"cast":["Jane Doe"],"genres":["Drama"]} */
                    "application/x-ndjson": string;
                };
            };
            /** @description No movie has changed since the list with this `ETag`. */
            304: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description The one in `If-None-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The API key is missing or not valid. */
            401: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description Why the gateway itself responded (RFC 9209). */
                    "Proxy-Status"?: string;
                    /** @description How to send an API key. */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "The API key is missing or not valid.",
                     *       "instance": "/api/movies",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The API key lacks the scope `movies:read`. */
            403: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description Why the gateway itself responded (RFC 9209). */
                    "Proxy-Status"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "The API key lacks the scope `movies:read`.",
                     *       "instance": "/api/movies",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A query parameter is unknown, repeated or invalid. */
            422: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unprocessable Content",
                     *       "status": 422,
                     *       "detail": "A query parameter is unknown, repeated or invalid.",
                     *       "instance": "/api/movies",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98",
                     *       "errors": [
                     *         {
                     *           "path": "limit",
                     *           "message": "must be an integer from 1 to 1000"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests with this API key, or from this address. */
            429: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: string;
                    /** @description Why the gateway itself responded (RFC 9209). */
                    "Proxy-Status"?: string;
                    /** @description The limit: `q` requests per `w` seconds. */
                    "RateLimit-Policy"?: string;
                    /** @description `r` requests are left for the next `t` seconds. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "Too many requests with this API key, or from this address.",
                     *       "instance": "/api/movies",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service sent no valid response. */
            502: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description Why the gateway itself responded (RFC 9209). */
                    "Proxy-Status"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad Gateway",
                     *       "status": 502,
                     *       "detail": "The service sent no valid response.",
                     *       "instance": "/api/tokens/BCDF-GHJK",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database is unavailable, or too many requests are waiting for it. Or: The service is unavailable; try again shortly. */
            503: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: string;
                    /** @description Why the gateway itself responded (RFC 9209). */
                    "Proxy-Status"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Service Unavailable",
                     *       "status": 503,
                     *       "detail": "The database is unavailable, or too many requests are waiting for it.",
                     *       "instance": "/api/movies",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service did not answer in time. */
            504: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description Why the gateway itself responded (RFC 9209). */
                    "Proxy-Status"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Gateway Timeout",
                     *       "status": 504,
                     *       "detail": "The service did not answer in time.",
                     *       "instance": "/api/tokens/BCDF-GHJK",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addMovie: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "title": "A new movie",
                 *       "description": "Very short description"
                 *     }
                 */
                "application/json": components["schemas"]["NewMovie"];
            };
        };
        responses: {
            /** @description The stored movie. */
            201: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description The version of the movie, for `If-Match` and `If-None-Match`. */
                    ETag?: string;
                    /** @description The path of the movie. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": 7,
                     *       "title": "A new movie",
                     *       "description": "Very short description",
                     *       "year": 1999,
                     *       "cast": [
                     *         "Jane Doe"
                     *       ],
                     *       "genres": [
                     *         "Drama"
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Movie"];
                };
            };
            /** @description The body is not valid JSON in UTF-8. */
            400: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The body is not valid JSON in UTF-8.",
                     *       "instance": "/api/movies",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The API key is missing or not valid. */
            401: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description Why the gateway itself responded (RFC 9209). */
                    "Proxy-Status"?: string;
                    /** @description How to send an API key. */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "The API key is missing or not valid.",
                     *       "instance": "/api/movies",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The API key lacks the scope `movies:write`. */
            403: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description Why the gateway itself responded (RFC 9209). */
                    "Proxy-Status"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "The API key lacks the scope `movies:write`.",
                     *       "instance": "/api/movies",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too long. */
            413: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Content Too Large",
                     *       "status": 413,
                     *       "detail": "The body is too long.",
                     *       "instance": "/api/movies",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body must be JSON: send it with "Content-Type: application/json". */
            415: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unsupported Media Type",
                     *       "status": 415,
                     *       "detail": "The body must be JSON: send it with \"Content-Type: application/json\".",
                     *       "instance": "/api/movies",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body has an unknown, missing or invalid field. */
            422: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unprocessable Content",
                     *       "status": 422,
                     *       "detail": "The body has an unknown, missing or invalid field.",
                     *       "instance": "/api/movies",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98",
                     *       "errors": [
                     *         {
                     *           "path": "/year",
                     *           "message": "must be an integer from 1800 to 2200, or null"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests with this API key, or from this address. */
            429: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: string;
                    /** @description Why the gateway itself responded (RFC 9209). */
                    "Proxy-Status"?: string;
                    /** @description The limit: `q` requests per `w` seconds. */
                    "RateLimit-Policy"?: string;
                    /** @description `r` requests are left for the next `t` seconds. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "Too many requests with this API key, or from this address.",
                     *       "instance": "/api/movies",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service sent no valid response. */
            502: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description Why the gateway itself responded (RFC 9209). */
                    "Proxy-Status"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad Gateway",
                     *       "status": 502,
                     *       "detail": "The service sent no valid response.",
                     *       "instance": "/api/tokens/BCDF-GHJK",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database is unavailable, or too many requests are waiting for it. Or: The service is unavailable; try again shortly. */
            503: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: string;
                    /** @description Why the gateway itself responded (RFC 9209). */
                    "Proxy-Status"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Service Unavailable",
                     *       "status": 503,
                     *       "detail": "The database is unavailable, or too many requests are waiting for it.",
                     *       "instance": "/api/movies",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service did not answer in time. */
            504: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description Why the gateway itself responded (RFC 9209). */
                    "Proxy-Status"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Gateway Timeout",
                     *       "status": 504,
                     *       "detail": "The service did not answer in time.",
                     *       "instance": "/api/tokens/BCDF-GHJK",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteMovies: {
        parameters: {
            query?: never;
            header?: {
                /** @description Delete the movies only if this is still the `ETag` of a list. */
                "If-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The number of deleted movies. */
            200: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "deleted": 100
                     *     }
                     */
                    "application/json": {
                        deleted: number;
                    };
                };
            };
            /** @description The API key is missing or not valid. */
            401: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description Why the gateway itself responded (RFC 9209). */
                    "Proxy-Status"?: string;
                    /** @description How to send an API key. */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "The API key is missing or not valid.",
                     *       "instance": "/api/movies",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The API key lacks the scope `movies:write`. */
            403: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description Why the gateway itself responded (RFC 9209). */
                    "Proxy-Status"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "The API key lacks the scope `movies:write`.",
                     *       "instance": "/api/movies",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A movie has changed since the list with the `ETag` in `If-Match`. */
            412: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Precondition Failed",
                     *       "status": 412,
                     *       "detail": "A movie has changed since the list with the `ETag` in `If-Match`.",
                     *       "instance": "/api/movies",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests with this API key, or from this address. */
            429: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: string;
                    /** @description Why the gateway itself responded (RFC 9209). */
                    "Proxy-Status"?: string;
                    /** @description The limit: `q` requests per `w` seconds. */
                    "RateLimit-Policy"?: string;
                    /** @description `r` requests are left for the next `t` seconds. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "Too many requests with this API key, or from this address.",
                     *       "instance": "/api/movies",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service sent no valid response. */
            502: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description Why the gateway itself responded (RFC 9209). */
                    "Proxy-Status"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad Gateway",
                     *       "status": 502,
                     *       "detail": "The service sent no valid response.",
                     *       "instance": "/api/tokens/BCDF-GHJK",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database is unavailable, or too many requests are waiting for it. Or: The service is unavailable; try again shortly. */
            503: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: string;
                    /** @description Why the gateway itself responded (RFC 9209). */
                    "Proxy-Status"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Service Unavailable",
                     *       "status": 503,
                     *       "detail": "The database is unavailable, or too many requests are waiting for it.",
                     *       "instance": "/api/movies",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service did not answer in time. */
            504: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description Why the gateway itself responded (RFC 9209). */
                    "Proxy-Status"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Gateway Timeout",
                     *       "status": 504,
                     *       "detail": "The service did not answer in time.",
                     *       "instance": "/api/tokens/BCDF-GHJK",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getMovie: {
        parameters: {
            query?: never;
            header?: {
                /** @description Return 304 if this is still the `ETag`. */
                "If-None-Match"?: string;
            };
            path: {
                /**
                 * @description The id of the movie. Ids are never reused.
                 * @example 7
                 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The movie. */
            200: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description The version of the movie, for `If-Match` and `If-None-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": 7,
                     *       "title": "A new movie",
                     *       "description": "Very short description",
                     *       "year": 1999,
                     *       "cast": [
                     *         "Jane Doe"
                     *       ],
                     *       "genres": [
                     *         "Drama"
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Movie"];
                };
            };
            /** @description The movie still has this `ETag`. */
            304: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description The one in `If-None-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The id is not a positive integer. */
            400: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The id is not a positive integer.",
                     *       "instance": "/api/movies/7",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The API key is missing or not valid. */
            401: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description Why the gateway itself responded (RFC 9209). */
                    "Proxy-Status"?: string;
                    /** @description How to send an API key. */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "The API key is missing or not valid.",
                     *       "instance": "/api/movies/7",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The API key lacks the scope `movies:read`. */
            403: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description Why the gateway itself responded (RFC 9209). */
                    "Proxy-Status"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "The API key lacks the scope `movies:read`.",
                     *       "instance": "/api/movies/7",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No movie has this id. */
            404: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "No movie has this id.",
                     *       "instance": "/api/movies/7",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests with this API key, or from this address. */
            429: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: string;
                    /** @description Why the gateway itself responded (RFC 9209). */
                    "Proxy-Status"?: string;
                    /** @description The limit: `q` requests per `w` seconds. */
                    "RateLimit-Policy"?: string;
                    /** @description `r` requests are left for the next `t` seconds. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "Too many requests with this API key, or from this address.",
                     *       "instance": "/api/movies/7",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service sent no valid response. */
            502: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description Why the gateway itself responded (RFC 9209). */
                    "Proxy-Status"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad Gateway",
                     *       "status": 502,
                     *       "detail": "The service sent no valid response.",
                     *       "instance": "/api/tokens/BCDF-GHJK",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database is unavailable, or too many requests are waiting for it. Or: The service is unavailable; try again shortly. */
            503: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: string;
                    /** @description Why the gateway itself responded (RFC 9209). */
                    "Proxy-Status"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Service Unavailable",
                     *       "status": 503,
                     *       "detail": "The database is unavailable, or too many requests are waiting for it.",
                     *       "instance": "/api/movies/7",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service did not answer in time. */
            504: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description Why the gateway itself responded (RFC 9209). */
                    "Proxy-Status"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Gateway Timeout",
                     *       "status": 504,
                     *       "detail": "The service did not answer in time.",
                     *       "instance": "/api/tokens/BCDF-GHJK",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putMovie: {
        parameters: {
            query?: never;
            header?: {
                /** @description Change the movie only if it still has this `ETag`. */
                "If-Match"?: string;
            };
            path: {
                /**
                 * @description The id of the movie. Ids are never reused.
                 * @example 7
                 */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "description": "A better description",
                 *       "cast": null
                 *     }
                 */
                "application/json": components["schemas"]["MovieChanges"];
            };
        };
        responses: {
            /** @description The changed movie. */
            200: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description The version of the movie, for `If-Match` and `If-None-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": 7,
                     *       "title": "A new movie",
                     *       "description": "Very short description",
                     *       "year": 1999,
                     *       "cast": [
                     *         "Jane Doe"
                     *       ],
                     *       "genres": [
                     *         "Drama"
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Movie"];
                };
            };
            /** @description The body is not valid JSON in UTF-8, or the id is not a positive integer. */
            400: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The body is not valid JSON in UTF-8, or the id is not a positive integer.",
                     *       "instance": "/api/movies/7",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The API key is missing or not valid. */
            401: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description Why the gateway itself responded (RFC 9209). */
                    "Proxy-Status"?: string;
                    /** @description How to send an API key. */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "The API key is missing or not valid.",
                     *       "instance": "/api/movies/7",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The API key lacks the scope `movies:write`. */
            403: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description Why the gateway itself responded (RFC 9209). */
                    "Proxy-Status"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "The API key lacks the scope `movies:write`.",
                     *       "instance": "/api/movies/7",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No movie has this id. */
            404: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "No movie has this id.",
                     *       "instance": "/api/movies/7",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The movie has changed since the version in `If-Match`. */
            412: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Precondition Failed",
                     *       "status": 412,
                     *       "detail": "The movie has changed since the version in `If-Match`.",
                     *       "instance": "/api/movies/7",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too long. */
            413: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Content Too Large",
                     *       "status": 413,
                     *       "detail": "The body is too long.",
                     *       "instance": "/api/movies/7",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body must be JSON: send it with "Content-Type: application/json". */
            415: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unsupported Media Type",
                     *       "status": 415,
                     *       "detail": "The body must be JSON: send it with \"Content-Type: application/json\".",
                     *       "instance": "/api/movies/7",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body has an unknown, missing or invalid field. */
            422: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unprocessable Content",
                     *       "status": 422,
                     *       "detail": "The body has an unknown, missing or invalid field.",
                     *       "instance": "/api/movies/7",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98",
                     *       "errors": [
                     *         {
                     *           "path": "/year",
                     *           "message": "must be an integer from 1800 to 2200, or null"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests with this API key, or from this address. */
            429: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: string;
                    /** @description Why the gateway itself responded (RFC 9209). */
                    "Proxy-Status"?: string;
                    /** @description The limit: `q` requests per `w` seconds. */
                    "RateLimit-Policy"?: string;
                    /** @description `r` requests are left for the next `t` seconds. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "Too many requests with this API key, or from this address.",
                     *       "instance": "/api/movies/7",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service sent no valid response. */
            502: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description Why the gateway itself responded (RFC 9209). */
                    "Proxy-Status"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad Gateway",
                     *       "status": 502,
                     *       "detail": "The service sent no valid response.",
                     *       "instance": "/api/tokens/BCDF-GHJK",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database is unavailable, or too many requests are waiting for it. Or: The service is unavailable; try again shortly. */
            503: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: string;
                    /** @description Why the gateway itself responded (RFC 9209). */
                    "Proxy-Status"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Service Unavailable",
                     *       "status": 503,
                     *       "detail": "The database is unavailable, or too many requests are waiting for it.",
                     *       "instance": "/api/movies/7",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service did not answer in time. */
            504: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description Why the gateway itself responded (RFC 9209). */
                    "Proxy-Status"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Gateway Timeout",
                     *       "status": 504,
                     *       "detail": "The service did not answer in time.",
                     *       "instance": "/api/tokens/BCDF-GHJK",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteMovie: {
        parameters: {
            query?: never;
            header?: {
                /** @description Change the movie only if it still has this `ETag`. */
                "If-Match"?: string;
            };
            path: {
                /**
                 * @description The id of the movie. Ids are never reused.
                 * @example 7
                 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The movie is deleted. */
            200: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "deleted": 1
                     *     }
                     */
                    "application/json": {
                        deleted: number;
                    };
                };
            };
            /** @description The id is not a positive integer. */
            400: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The id is not a positive integer.",
                     *       "instance": "/api/movies/7",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The API key is missing or not valid. */
            401: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description Why the gateway itself responded (RFC 9209). */
                    "Proxy-Status"?: string;
                    /** @description How to send an API key. */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "The API key is missing or not valid.",
                     *       "instance": "/api/movies/7",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The API key lacks the scope `movies:write`. */
            403: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description Why the gateway itself responded (RFC 9209). */
                    "Proxy-Status"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "The API key lacks the scope `movies:write`.",
                     *       "instance": "/api/movies/7",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No movie has this id. */
            404: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "No movie has this id.",
                     *       "instance": "/api/movies/7",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The movie has changed since the version in `If-Match`. */
            412: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Precondition Failed",
                     *       "status": 412,
                     *       "detail": "The movie has changed since the version in `If-Match`.",
                     *       "instance": "/api/movies/7",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests with this API key, or from this address. */
            429: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: string;
                    /** @description Why the gateway itself responded (RFC 9209). */
                    "Proxy-Status"?: string;
                    /** @description The limit: `q` requests per `w` seconds. */
                    "RateLimit-Policy"?: string;
                    /** @description `r` requests are left for the next `t` seconds. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "Too many requests with this API key, or from this address.",
                     *       "instance": "/api/movies/7",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service sent no valid response. */
            502: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description Why the gateway itself responded (RFC 9209). */
                    "Proxy-Status"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad Gateway",
                     *       "status": 502,
                     *       "detail": "The service sent no valid response.",
                     *       "instance": "/api/tokens/BCDF-GHJK",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database is unavailable, or too many requests are waiting for it. Or: The service is unavailable; try again shortly. */
            503: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: string;
                    /** @description Why the gateway itself responded (RFC 9209). */
                    "Proxy-Status"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Service Unavailable",
                     *       "status": 503,
                     *       "detail": "The database is unavailable, or too many requests are waiting for it.",
                     *       "instance": "/api/movies/7",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service did not answer in time. */
            504: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description Why the gateway itself responded (RFC 9209). */
                    "Proxy-Status"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Gateway Timeout",
                     *       "status": 504,
                     *       "detail": "The service did not answer in time.",
                     *       "instance": "/api/tokens/BCDF-GHJK",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patchMovie: {
        parameters: {
            query?: never;
            header?: {
                /** @description Change the movie only if it still has this `ETag`. */
                "If-Match"?: string;
            };
            path: {
                /**
                 * @description The id of the movie. Ids are never reused.
                 * @example 7
                 */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "description": "A better description",
                 *       "cast": null
                 *     }
                 */
                "application/merge-patch+json": components["schemas"]["MovieChanges"];
                /**
                 * @example {
                 *       "description": "A better description",
                 *       "cast": null
                 *     }
                 */
                "application/json": components["schemas"]["MovieChanges"];
            };
        };
        responses: {
            /** @description The changed movie. */
            200: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description The version of the movie, for `If-Match` and `If-None-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": 7,
                     *       "title": "A new movie",
                     *       "description": "Very short description",
                     *       "year": 1999,
                     *       "cast": [
                     *         "Jane Doe"
                     *       ],
                     *       "genres": [
                     *         "Drama"
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Movie"];
                };
            };
            /** @description The body is not valid JSON in UTF-8, or the id is not a positive integer. */
            400: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The body is not valid JSON in UTF-8, or the id is not a positive integer.",
                     *       "instance": "/api/movies/7",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The API key is missing or not valid. */
            401: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description Why the gateway itself responded (RFC 9209). */
                    "Proxy-Status"?: string;
                    /** @description How to send an API key. */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "The API key is missing or not valid.",
                     *       "instance": "/api/movies/7",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The API key lacks the scope `movies:write`. */
            403: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description Why the gateway itself responded (RFC 9209). */
                    "Proxy-Status"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "The API key lacks the scope `movies:write`.",
                     *       "instance": "/api/movies/7",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No movie has this id. */
            404: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "No movie has this id.",
                     *       "instance": "/api/movies/7",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The movie has changed since the version in `If-Match`. */
            412: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Precondition Failed",
                     *       "status": 412,
                     *       "detail": "The movie has changed since the version in `If-Match`.",
                     *       "instance": "/api/movies/7",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too long. */
            413: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Content Too Large",
                     *       "status": 413,
                     *       "detail": "The body is too long.",
                     *       "instance": "/api/movies/7",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body must be JSON: send it with "Content-Type: application/json". */
            415: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unsupported Media Type",
                     *       "status": 415,
                     *       "detail": "The body must be JSON: send it with \"Content-Type: application/json\".",
                     *       "instance": "/api/movies/7",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body has an unknown, missing or invalid field. */
            422: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unprocessable Content",
                     *       "status": 422,
                     *       "detail": "The body has an unknown, missing or invalid field.",
                     *       "instance": "/api/movies/7",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98",
                     *       "errors": [
                     *         {
                     *           "path": "/year",
                     *           "message": "must be an integer from 1800 to 2200, or null"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests with this API key, or from this address. */
            429: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: string;
                    /** @description Why the gateway itself responded (RFC 9209). */
                    "Proxy-Status"?: string;
                    /** @description The limit: `q` requests per `w` seconds. */
                    "RateLimit-Policy"?: string;
                    /** @description `r` requests are left for the next `t` seconds. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "Too many requests with this API key, or from this address.",
                     *       "instance": "/api/movies/7",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service sent no valid response. */
            502: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description Why the gateway itself responded (RFC 9209). */
                    "Proxy-Status"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad Gateway",
                     *       "status": 502,
                     *       "detail": "The service sent no valid response.",
                     *       "instance": "/api/tokens/BCDF-GHJK",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database is unavailable, or too many requests are waiting for it. Or: The service is unavailable; try again shortly. */
            503: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: string;
                    /** @description Why the gateway itself responded (RFC 9209). */
                    "Proxy-Status"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Service Unavailable",
                     *       "status": 503,
                     *       "detail": "The database is unavailable, or too many requests are waiting for it.",
                     *       "instance": "/api/movies/7",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service did not answer in time. */
            504: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description Why the gateway itself responded (RFC 9209). */
                    "Proxy-Status"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Gateway Timeout",
                     *       "status": 504,
                     *       "detail": "The service did not answer in time.",
                     *       "instance": "/api/tokens/BCDF-GHJK",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createToken: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The person who makes the request. Guesses and polls are limited for each person. Only API keys with the scope `tokens:delegate` can name a person; the gateway removes the header from other requests.
                 * @example telegram:12345
                 */
                "X-On-Behalf-Of"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "entity": "chat:42"
                 *     }
                 */
                "application/json": components["schemas"]["Party"];
            };
        };
        responses: {
            /** @description The new token. */
            201: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description The path of the token. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "token": "BCDF-GHJK",
                     *       "entity_1": "chat:42",
                     *       "entity_2": null,
                     *       "expires_at": "2026-11-21T12:15:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Token"];
                };
            };
            /** @description The body is not valid JSON in UTF-8, or X-On-Behalf-Of is invalid. */
            400: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The body is not valid JSON in UTF-8, or X-On-Behalf-Of is invalid.",
                     *       "instance": "/api/tokens",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The API key is missing or not valid. */
            401: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description Why the gateway itself responded (RFC 9209). */
                    "Proxy-Status"?: string;
                    /** @description How to send an API key. */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "The API key is missing or not valid.",
                     *       "instance": "/api/tokens",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The API key lacks the scope `tokens`. */
            403: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description Why the gateway itself responded (RFC 9209). */
                    "Proxy-Status"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "The API key lacks the scope `tokens`.",
                     *       "instance": "/api/tokens",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too long. */
            413: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Content Too Large",
                     *       "status": 413,
                     *       "detail": "The body is too long.",
                     *       "instance": "/api/tokens",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body must be JSON: send it with "Content-Type: application/json". */
            415: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unsupported Media Type",
                     *       "status": 415,
                     *       "detail": "The body must be JSON: send it with \"Content-Type: application/json\".",
                     *       "instance": "/api/tokens",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body has an unknown, missing or invalid field. */
            422: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unprocessable Content",
                     *       "status": 422,
                     *       "detail": "The body has an unknown, missing or invalid field.",
                     *       "instance": "/api/tokens",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98",
                     *       "errors": [
                     *         {
                     *           "path": "/entity",
                     *           "message": "must be a string of 1 to 256 characters that is not blank"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests with this API key, or from this address. */
            429: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: string;
                    /** @description Why the gateway itself responded (RFC 9209). */
                    "Proxy-Status"?: string;
                    /** @description The limit: `q` requests per `w` seconds. */
                    "RateLimit-Policy"?: string;
                    /** @description `r` requests are left for the next `t` seconds. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "Too many requests with this API key, or from this address.",
                     *       "instance": "/api/tokens",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service sent no valid response. */
            502: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description Why the gateway itself responded (RFC 9209). */
                    "Proxy-Status"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad Gateway",
                     *       "status": 502,
                     *       "detail": "The service sent no valid response.",
                     *       "instance": "/api/tokens/BCDF-GHJK",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database is unavailable, or too many requests are waiting for it. Or: The service is unavailable; try again shortly. */
            503: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: string;
                    /** @description Why the gateway itself responded (RFC 9209). */
                    "Proxy-Status"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Service Unavailable",
                     *       "status": 503,
                     *       "detail": "The database is unavailable, or too many requests are waiting for it.",
                     *       "instance": "/api/tokens",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service did not answer in time. */
            504: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description Why the gateway itself responded (RFC 9209). */
                    "Proxy-Status"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Gateway Timeout",
                     *       "status": 504,
                     *       "detail": "The service did not answer in time.",
                     *       "instance": "/api/tokens/BCDF-GHJK",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getToken: {
        parameters: {
            query?: {
                /**
                 * @description How many seconds to wait for the pairing.
                 * @example 25
                 */
                wait?: number;
            };
            header?: {
                /**
                 * @description The person who makes the request. Guesses and polls are limited for each person. Only API keys with the scope `tokens:delegate` can name a person; the gateway removes the header from other requests.
                 * @example telegram:12345
                 */
                "X-On-Behalf-Of"?: string;
            };
            path: {
                /**
                 * @description The code, in any case, with or without dashes and spaces.
                 * @example BCDF-GHJK
                 */
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The token. */
            200: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "token": "BCDF-GHJK",
                     *       "entity_1": "chat:42",
                     *       "entity_2": "chat:77",
                     *       "expires_at": "2026-12-21T12:05:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Token"];
                };
            };
            /** @description X-On-Behalf-Of is invalid. */
            400: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "X-On-Behalf-Of is invalid.",
                     *       "instance": "/api/tokens/BCDF-GHJK",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The API key is missing or not valid. */
            401: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description Why the gateway itself responded (RFC 9209). */
                    "Proxy-Status"?: string;
                    /** @description How to send an API key. */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "The API key is missing or not valid.",
                     *       "instance": "/api/tokens/BCDF-GHJK",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The API key lacks the scope `tokens`. */
            403: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description Why the gateway itself responded (RFC 9209). */
                    "Proxy-Status"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "The API key lacks the scope `tokens`.",
                     *       "instance": "/api/tokens/BCDF-GHJK",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token has this code. */
            404: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "No token has this code.",
                     *       "instance": "/api/tokens/BCDF-GHJK",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has expired, or other parties tried to pair it too often. */
            410: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Gone",
                     *       "status": 410,
                     *       "detail": "The token has expired, or other parties tried to pair it too often.",
                     *       "instance": "/api/tokens/BCDF-GHJK",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A query parameter is unknown, repeated or invalid. */
            422: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unprocessable Content",
                     *       "status": 422,
                     *       "detail": "A query parameter is unknown, repeated or invalid.",
                     *       "instance": "/api/tokens/BCDF-GHJK",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98",
                     *       "errors": [
                     *         {
                     *           "path": "wait",
                     *           "message": "must be a whole number of seconds from 1 to 60"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token was read less than 2 s ago (`slow_down`). Or: This client, or the person whom it names, asked for too many tokens that do not exist. (`too_many_guesses`) Or: Too many requests with this API key, or from this address. */
            429: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: string;
                    /** @description Why the gateway itself responded (RFC 9209). */
                    "Proxy-Status"?: string;
                    /** @description The limit: `q` requests per `w` seconds. */
                    "RateLimit-Policy"?: string;
                    /** @description `r` requests are left for the next `t` seconds. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:matinee:problem:slow_down",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "The token was read less than 2 s ago (`slow_down`). Or: This client, or the person whom it names, asked for too many tokens that do not exist. (`too_many_guesses`)",
                     *       "instance": "/api/tokens/BCDF-GHJK",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service sent no valid response. */
            502: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description Why the gateway itself responded (RFC 9209). */
                    "Proxy-Status"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad Gateway",
                     *       "status": 502,
                     *       "detail": "The service sent no valid response.",
                     *       "instance": "/api/tokens/BCDF-GHJK",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database is unavailable, or too many requests are waiting for it. Or: The service is unavailable; try again shortly. */
            503: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: string;
                    /** @description Why the gateway itself responded (RFC 9209). */
                    "Proxy-Status"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Service Unavailable",
                     *       "status": 503,
                     *       "detail": "The database is unavailable, or too many requests are waiting for it.",
                     *       "instance": "/api/tokens/BCDF-GHJK",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service did not answer in time. */
            504: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description Why the gateway itself responded (RFC 9209). */
                    "Proxy-Status"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Gateway Timeout",
                     *       "status": 504,
                     *       "detail": "The service did not answer in time.",
                     *       "instance": "/api/tokens/BCDF-GHJK",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    pairToken: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The person who makes the request. Guesses and polls are limited for each person. Only API keys with the scope `tokens:delegate` can name a person; the gateway removes the header from other requests.
                 * @example telegram:12345
                 */
                "X-On-Behalf-Of"?: string;
            };
            path: {
                /**
                 * @description The code, in any case, with or without dashes and spaces.
                 * @example BCDF-GHJK
                 */
                token: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "entity": "chat:42"
                 *     }
                 */
                "application/json": components["schemas"]["Party"];
            };
        };
        responses: {
            /** @description The paired token. */
            200: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "token": "BCDF-GHJK",
                     *       "entity_1": "chat:42",
                     *       "entity_2": "chat:77",
                     *       "expires_at": "2026-12-21T12:05:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Token"];
                };
            };
            /** @description The body is not valid JSON in UTF-8, or X-On-Behalf-Of is invalid. */
            400: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The body is not valid JSON in UTF-8, or X-On-Behalf-Of is invalid.",
                     *       "instance": "/api/tokens/BCDF-GHJK",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The API key is missing or not valid. */
            401: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description Why the gateway itself responded (RFC 9209). */
                    "Proxy-Status"?: string;
                    /** @description How to send an API key. */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "The API key is missing or not valid.",
                     *       "instance": "/api/tokens/BCDF-GHJK",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The API key lacks the scope `tokens`. */
            403: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description Why the gateway itself responded (RFC 9209). */
                    "Proxy-Status"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "The API key lacks the scope `tokens`.",
                     *       "instance": "/api/tokens/BCDF-GHJK",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token has this code. */
            404: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "No token has this code.",
                     *       "instance": "/api/tokens/BCDF-GHJK",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Another party has paired the token, or the party is the one that it was created for. */
            409: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Conflict",
                     *       "status": 409,
                     *       "detail": "Another party has paired the token, or the party is the one that it was created for.",
                     *       "instance": "/api/tokens/BCDF-GHJK",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has expired, or other parties tried to pair it too often. */
            410: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Gone",
                     *       "status": 410,
                     *       "detail": "The token has expired, or other parties tried to pair it too often.",
                     *       "instance": "/api/tokens/BCDF-GHJK",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too long. */
            413: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Content Too Large",
                     *       "status": 413,
                     *       "detail": "The body is too long.",
                     *       "instance": "/api/tokens/BCDF-GHJK",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body must be JSON: send it with "Content-Type: application/json". */
            415: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unsupported Media Type",
                     *       "status": 415,
                     *       "detail": "The body must be JSON: send it with \"Content-Type: application/json\".",
                     *       "instance": "/api/tokens/BCDF-GHJK",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body has an unknown, missing or invalid field. */
            422: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unprocessable Content",
                     *       "status": 422,
                     *       "detail": "The body has an unknown, missing or invalid field.",
                     *       "instance": "/api/tokens/BCDF-GHJK",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98",
                     *       "errors": [
                     *         {
                     *           "path": "/entity",
                     *           "message": "must be a string of 1 to 256 characters that is not blank"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This client, or the person whom it names, asked for too many tokens that do not exist. Or: Too many requests with this API key, or from this address. */
            429: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: string;
                    /** @description Why the gateway itself responded (RFC 9209). */
                    "Proxy-Status"?: string;
                    /** @description The limit: `q` requests per `w` seconds. */
                    "RateLimit-Policy"?: string;
                    /** @description `r` requests are left for the next `t` seconds. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:matinee:problem:too_many_guesses",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "This client, or the person whom it names, asked for too many tokens that do not exist.",
                     *       "instance": "/api/tokens/BCDF-GHJK",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service sent no valid response. */
            502: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description Why the gateway itself responded (RFC 9209). */
                    "Proxy-Status"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad Gateway",
                     *       "status": 502,
                     *       "detail": "The service sent no valid response.",
                     *       "instance": "/api/tokens/BCDF-GHJK",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database is unavailable, or too many requests are waiting for it. Or: The service is unavailable; try again shortly. */
            503: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: string;
                    /** @description Why the gateway itself responded (RFC 9209). */
                    "Proxy-Status"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Service Unavailable",
                     *       "status": 503,
                     *       "detail": "The database is unavailable, or too many requests are waiting for it.",
                     *       "instance": "/api/tokens/BCDF-GHJK",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service did not answer in time. */
            504: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description Why the gateway itself responded (RFC 9209). */
                    "Proxy-Status"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Gateway Timeout",
                     *       "status": 504,
                     *       "detail": "The service did not answer in time.",
                     *       "instance": "/api/tokens/BCDF-GHJK",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteToken: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The person who makes the request. Guesses and polls are limited for each person. Only API keys with the scope `tokens:delegate` can name a person; the gateway removes the header from other requests.
                 * @example telegram:12345
                 */
                "X-On-Behalf-Of"?: string;
            };
            path: {
                /**
                 * @description The code, in any case, with or without dashes and spaces.
                 * @example BCDF-GHJK
                 */
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The token is deleted. */
            200: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "deleted": 1
                     *     }
                     */
                    "application/json": {
                        deleted: number;
                    };
                };
            };
            /** @description X-On-Behalf-Of is invalid. */
            400: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "X-On-Behalf-Of is invalid.",
                     *       "instance": "/api/tokens/BCDF-GHJK",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The API key is missing or not valid. */
            401: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description Why the gateway itself responded (RFC 9209). */
                    "Proxy-Status"?: string;
                    /** @description How to send an API key. */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "The API key is missing or not valid.",
                     *       "instance": "/api/tokens/BCDF-GHJK",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The API key lacks the scope `tokens`. */
            403: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description Why the gateway itself responded (RFC 9209). */
                    "Proxy-Status"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "The API key lacks the scope `tokens`.",
                     *       "instance": "/api/tokens/BCDF-GHJK",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token has this code. */
            404: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "No token has this code.",
                     *       "instance": "/api/tokens/BCDF-GHJK",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This client, or the person whom it names, asked for too many tokens that do not exist. Or: Too many requests with this API key, or from this address. */
            429: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: string;
                    /** @description Why the gateway itself responded (RFC 9209). */
                    "Proxy-Status"?: string;
                    /** @description The limit: `q` requests per `w` seconds. */
                    "RateLimit-Policy"?: string;
                    /** @description `r` requests are left for the next `t` seconds. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:matinee:problem:too_many_guesses",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "This client, or the person whom it names, asked for too many tokens that do not exist.",
                     *       "instance": "/api/tokens/BCDF-GHJK",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service sent no valid response. */
            502: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description Why the gateway itself responded (RFC 9209). */
                    "Proxy-Status"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad Gateway",
                     *       "status": 502,
                     *       "detail": "The service sent no valid response.",
                     *       "instance": "/api/tokens/BCDF-GHJK",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database is unavailable, or too many requests are waiting for it. Or: The service is unavailable; try again shortly. */
            503: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: string;
                    /** @description Why the gateway itself responded (RFC 9209). */
                    "Proxy-Status"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Service Unavailable",
                     *       "status": 503,
                     *       "detail": "The database is unavailable, or too many requests are waiting for it.",
                     *       "instance": "/api/tokens/BCDF-GHJK",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service did not answer in time. */
            504: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description Why the gateway itself responded (RFC 9209). */
                    "Proxy-Status"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Gateway Timeout",
                     *       "status": 504,
                     *       "detail": "The service did not answer in time.",
                     *       "instance": "/api/tokens/BCDF-GHJK",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
