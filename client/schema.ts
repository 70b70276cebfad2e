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
         * What this is
         * @description The platform's name, what it is in one line, and links to the rest.
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
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Health
         * @description Whether the gateway can do its work: one check per dependency. `warn`: it can, with limits; `fail`: a dependency is away.
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
         * @description That the process runs, whatever its dependencies do.
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
    "/metadata": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Metadata
         * @description Name, version and commit of what runs here, since when, and on what.
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
    "/api/movies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List films
         * @description All films by id as a bare array, streamed. The filters apply together, and `q` searches. With `limit` the answer is a page: `Link` names the next one while there is one. A page begins behind the place of the last film of the one before, so that every film is seen once however many come and go meanwhile.
         */
        get: operations["listMovies"];
        put?: never;
        /**
         * Add a film
         * @description Adds a film and answers it with its new id. Only `title` is required; the attributes that a film does not have are left out of every answer.
         */
        post: operations["addMovie"];
        /**
         * Delete all films
         * @description Empties the catalogue and answers how many films there were. Their ids are never given out again.
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
         * Read a film
         * @description One film. With `If-None-Match` and the `ETag` that you have, 304 tells that it has not changed.
         */
        get: operations["getMovie"];
        /**
         * Set attributes of a film
         * @description Sets the attributes that are given and **leaves the rest as they are**, as clients of this API expect; `null` takes one away. (A PUT that replaces would empty what is not named.)
         */
        put: operations["putMovie"];
        post?: never;
        /**
         * Delete a film
         * @description Removes one film. Its id is never given out again.
         */
        delete: operations["deleteMovie"];
        options?: never;
        head?: never;
        /**
         * Merge changes into a film
         * @description A JSON merge patch (RFC 7396): attributes that are named are set, and `null` takes one away.
         */
        patch: operations["patchMovie"];
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
         * @description Puts the order into the queue and answers once RabbitMQ has confirmed that it keeps it, whether or not billing runs at the moment. An order that is answered with 200 is stored exactly once.
         *
         *     With an `Idempotency-Key` a repeat of the same order gets the same answer and is never a second order, after a 503 too. Another order under a key that was used is refused with 422 as soon as billing has stored the first; one that comes before that is answered with 200, refused by billing, and kept aside: `GET /api/billing/{id}` then shows the first order. Each API key has such keys of its own; callers of an open gateway share them: make each one up at random, a UUID for example.
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
         * What became of an order
         * @description Asks billing what became of an order. `queued` means that billing has not seen it: it waits in the queue, if it was ever posted; the queue cannot be searched.
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
         * Ask for a token
         * @description Makes a token for a party, to be shown to the other one. Nobody has to pair it: after 15 minutes it expires. Whoever has the code can pair, read and delete the token; show it to nobody else.
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
         * Ask whether a token is paired
         * @description The token as it is. With `wait` the answer comes as soon as it is paired, deleted or expired, and at the latest after that time: ask again until `entity_2` is there. Without `wait`, a token that is not paired may be asked for every 2 s: sooner gets 429 `slow_down`.
         */
        get: operations["getToken"];
        /**
         * Pair a token
         * @description Joins a party to the one that the token was made for. Of several that try, exactly one succeeds; the same one again gets the same answer. A pairing lasts 30 days.
         */
        put: operations["pairToken"];
        post?: never;
        /**
         * Delete a token
         * @description Ends the token, and the pairing with it. Both parties may: whoever has the code can.
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
         * @description A film of the catalogue.
         * @example {
         *       "id": 7,
         *       "title": "A new movie",
         *       "description": "Very short description"
         *     }
         */
        Movie: {
            /** @description Given by the catalogue, never given out again. */
            id: number;
            /**
             * Format: text
             * @description The name of the film.
             */
            title: string;
            /**
             * Format: text
             * @description What it is about; empty when nothing was given.
             */
            description: string;
            /** @description The year of its release. */
            year?: number;
            /** @description Who plays in it, in the order of the credits. */
            cast?: string[];
            /** @description Its genres. */
            genres?: string[];
            /**
             * Format: text
             * @description The name of the film's page in Wikipedia.
             */
            href?: string;
            /**
             * Format: text
             * @description The address of a small picture.
             */
            thumbnail?: string;
            /** @description Its width in pixels. */
            thumbnail_width?: number;
            /** @description Its height in pixels. */
            thumbnail_height?: number;
        };
        /**
         * @description A film to add.
         * @example {
         *       "title": "A new movie",
         *       "description": "Very short description"
         *     }
         */
        NewMovie: {
            /**
             * Format: text
             * @description The name of the film.
             */
            title: string;
            /** @description What it is about; empty when nothing was given. */
            description?: string | null;
            /** @description The year of its release. */
            year?: number | null;
            /** @description Who plays in it, in the order of the credits. */
            cast?: string[] | null;
            /** @description Its genres. */
            genres?: string[] | null;
            /** @description The name of the film's page in Wikipedia. */
            href?: string | null;
            /** @description The address of a small picture. */
            thumbnail?: string | null;
            /** @description Its width in pixels. */
            thumbnail_width?: number | null;
            /** @description Its height in pixels. */
            thumbnail_height?: number | null;
        };
        /**
         * @description The attributes to set; those that are not named stay as they are, and null takes one away.
         * @example {
         *       "description": "A better description"
         *     }
         */
        MovieChanges: {
            /**
             * Format: text
             * @description The name of the film.
             */
            title?: string;
            /** @description What it is about; empty when nothing was given. */
            description?: string | null;
            /** @description The year of its release. */
            year?: number | null;
            /** @description Who plays in it, in the order of the credits. */
            cast?: string[] | null;
            /** @description Its genres. */
            genres?: string[] | null;
            /** @description The name of the film's page in Wikipedia. */
            href?: string | null;
            /** @description The address of a small picture. */
            thumbnail?: string | null;
            /** @description Its width in pixels. */
            thumbnail_width?: number | null;
            /** @description Its height in pixels. */
            thumbnail_height?: number | null;
        };
        /**
         * @description An order. Fields besides these travel along in the message.
         * @example {
         *       "user_id": "3",
         *       "number_of_items": "5",
         *       "total_amount": "180"
         *     }
         */
        Order: {
            /** @description Who orders. */
            user_id: string | number;
            /** @description How many items. */
            number_of_items: string | number;
            /** @description What they cost in all. */
            total_amount: string | number;
        } & {
            [key: string]: unknown;
        };
        /** @description What became of an order. */
        OrderStatus: {
            /** @description The order's message id. */
            id: string;
            /** @description `queued`: billing has not seen it; it waits in the queue, if it was ever posted. `processed`: it is stored. `rejected`: it can never be stored, and is kept aside. */
            status: "queued" | "processed" | "rejected";
            order?: {
                user_id: string;
                number_of_items: number;
                /** @description With two decimals. */
                total_amount: string;
                /**
                 * Format: date-time
                 * @description When it was stored.
                 */
                created_at: string;
            };
            /** @description Why it was rejected. */
            reason?: string;
        };
        /** @description A token that joins two parties. */
        Token: {
            /** @description The code, to be shown to people. */
            token: string;
            /**
             * Format: text
             * @description Who: any name that the caller knows the party by, such as `chat:42`. Whoever holds the token reads it, so put no secret in it.
             */
            entity_1: string;
            /** @description Who paired it; null until then. */
            entity_2: string | null;
            /**
             * Format: date-time
             * @description Until when it is valid; a pairing prolongs it.
             */
            expires_at: string;
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
             * @description Who: any name that the caller knows the party by, such as `chat:42`. Whoever holds the token reads it, so put no secret in it.
             */
            entity: string;
        };
        /** @description An error (RFC 9457). */
        Problem: {
            type: string;
            title: string;
            status: number;
            /** @description What went wrong, for people. */
            detail: string;
            /** @description The path of the request. */
            instance: string;
            /** @description Under which the request is found in the logs. */
            request_id: string;
            /** @description Every fault of the input, with its place. */
            errors?: {
                path: string;
                message: string;
            }[];
        };
        /** @description The worst of the checks, and each dependency by its name. */
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
        /** @description What runs here. */
        Metadata: {
            name: string;
            version: string;
            description: string;
            /** @description The commit that runs. */
            commit: string;
            /** Format: date-time */
            started_at: string;
            /** @description Versions of what it runs on. */
            runtime: {
                [key: string]: string;
            };
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
            /** @description Name, description and links. */
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
                     *       "links": {
                     *         "movies": "/api/movies"
                     *       }
                     *     }
                     */
                    "application/json": {
                        name: string;
                        description: string;
                        links: {
                            [key: string]: string;
                        };
                    };
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
            /** @description It can. */
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
                     *         "inventory": [
                     *           {
                     *             "status": "ok",
                     *             "time": "2026-11-21T12:00:00.000Z"
                     *           }
                     *         ],
                     *         "pairing": [
                     *           {
                     *             "status": "ok",
                     *             "time": "2026-11-21T12:00:00.000Z"
                     *           }
                     *         ],
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
            /** @description A dependency is away. */
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
                     *         "inventory": [
                     *           {
                     *             "status": "ok",
                     *             "time": "2026-11-21T12:00:00.000Z"
                     *           }
                     *         ],
                     *         "pairing": [
                     *           {
                     *             "status": "ok",
                     *             "time": "2026-11-21T12:00:00.000Z"
                     *           }
                     *         ],
                     *         "rabbitmq": [
                     *           {
                     *             "status": "fail",
                     *             "output": "away",
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
            /** @description It runs. */
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
                     *       "version": "0.1.0",
                     *       "description": "The back office of a movie-streaming platform.",
                     *       "commit": "8c2f0d5f4f0e5c1b9d3a7e6f2b1c0d9e8f7a6b5c",
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
    listMovies: {
        parameters: {
            query?: {
                /**
                 * @description A part of the title, in any case. `%` and `_` stand for themselves.
                 * @example new
                 */
                title?: string;
                /**
                 * @description Words of the title or the cast. An exact title comes first, then titles with all the words, then films with the words in title or cast. Only where no film is spelt so, words that differ by a letter or two are taken as well: `matirx` finds The Matrix.
                 * @example godfathr
                 */
                q?: string;
                /**
                 * @description A year, or a range of years with either end open.
                 * @example 1990..1999
                 */
                year?: string;
                /**
                 * @description A genre, in any case. Repeated: films that have all of them.
                 * @example [
                 *       "Drama"
                 *     ]
                 */
                genre?: string[];
                /**
                 * @description Somebody who plays in it, by the whole name in any case. Repeated: films with all of them.
                 * @example [
                 *       "Jane Doe"
                 *     ]
                 */
                cast?: string[];
                /**
                 * @description What to sort by: one or more of `id`, `year`, `title`, each with `-` before it for descending order. Titles regardless of case; a film without a year is the latest. By default by id, and with `q` by how well films match.
                 * @example year,-title
                 */
                sort?: string;
                /**
                 * @description How many films a page has.
                 * @example 50
                 */
                limit?: number;
                /** @description Where a page begins: taken from `Link`, of no meaning by itself, and of use to the same query only. */
                after?: string;
            };
            header?: {
                /** @description Answer only if a film has changed since the list with this `ETag`. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The films. */
            200: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description Changes with every change of a film. */
                    ETag?: string;
                    /** @description `Accept`. */
                    Vary?: string;
                    /** @description With `limit`: how many films the query has in all. Left out when a filter leaves more than 1,000, or is expected to leave far more. */
                    "X-Total-Count"?: string;
                    /** @description With `limit`: `<…>; rel="next"`, where the next page is. */
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
            /** @description No film has changed since the list with this `ETag`. */
            304: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description The version of the film; give it in `If-Match` or `If-None-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description There is no API key, or an unknown one. */
            401: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description That the gateway made this answer, and why (RFC 9209). */
                    "Proxy-Status"?: string;
                    /** @description That a key is to be sent, and how. */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "This needs an API key: send it as X-API-Key.",
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
                    /** @description That the gateway made this answer, and why (RFC 9209). */
                    "Proxy-Status"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "This needs an API key with the scope movies:read.",
                     *       "instance": "/api/movies",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A parameter is unknown, given twice, or makes no sense. */
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
                     *       "detail": "The query makes no sense to this list.",
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
            /** @description The key, or the client, has asked too often. */
            429: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description That the gateway made this answer, and why (RFC 9209). */
                    "Proxy-Status"?: string;
                    /** @description How many requests (`q`) in how many seconds (`w`). */
                    "RateLimit-Policy"?: string;
                    /** @description How many are left (`r`), and for how many seconds (`t`). */
                    RateLimit?: string;
                    /** @description After how many seconds to try again. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "That was too often; come back in 7 s.",
                     *       "instance": "/api/movies",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Inventory broke off before it had answered. */
            502: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad Gateway",
                     *       "status": 502,
                     *       "detail": "The catalogue broke off the connection before it had answered.",
                     *       "instance": "/api/movies",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Inventory or its database is away. */
            503: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description After how many seconds to try again. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Service Unavailable",
                     *       "status": 503,
                     *       "detail": "The catalogue is away at the moment; try again shortly.",
                     *       "instance": "/api/movies",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Inventory took too long. */
            504: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Gateway Timeout",
                     *       "status": 504,
                     *       "detail": "The catalogue did not answer within 15 s.",
                     *       "instance": "/api/movies",
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
            /** @description The film as it is stored. */
            201: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description The version of the film; give it in `If-Match` or `If-None-Match`. */
                    ETag?: string;
                    /** @description Where the film is. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": 7,
                     *       "title": "A new movie",
                     *       "description": "Very short description"
                     *     }
                     */
                    "application/json": components["schemas"]["Movie"];
                };
            };
            /** @description The body is not JSON, or the id is no positive integer. */
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
            /** @description There is no API key, or an unknown one. */
            401: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description That the gateway made this answer, and why (RFC 9209). */
                    "Proxy-Status"?: string;
                    /** @description That a key is to be sent, and how. */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "This needs an API key: send it as X-API-Key.",
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
                    /** @description That the gateway made this answer, and why (RFC 9209). */
                    "Proxy-Status"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "This needs an API key with the scope movies:write.",
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
                     *       "detail": "The body is longer than 1000000 bytes.",
                     *       "instance": "/api/movies",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is of another type than JSON. */
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
                     *       "detail": "The body must be JSON: send it with \"Content-Type: application/json\", not \"text/plain\".",
                     *       "instance": "/api/movies",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is JSON but no film: a value is of the wrong kind, or a field is unknown. */
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
                     *       "detail": "The body is not of the shape that this operation takes.",
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
            /** @description The key, or the client, has asked too often. */
            429: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description That the gateway made this answer, and why (RFC 9209). */
                    "Proxy-Status"?: string;
                    /** @description How many requests (`q`) in how many seconds (`w`). */
                    "RateLimit-Policy"?: string;
                    /** @description How many are left (`r`), and for how many seconds (`t`). */
                    RateLimit?: string;
                    /** @description After how many seconds to try again. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "That was too often; come back in 7 s.",
                     *       "instance": "/api/movies",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Inventory broke off before it had answered. */
            502: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad Gateway",
                     *       "status": 502,
                     *       "detail": "The catalogue broke off the connection before it had answered.",
                     *       "instance": "/api/movies",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Inventory or its database is away. */
            503: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description After how many seconds to try again. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Service Unavailable",
                     *       "status": 503,
                     *       "detail": "The catalogue is away at the moment; try again shortly.",
                     *       "instance": "/api/movies",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Inventory took too long. */
            504: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Gateway Timeout",
                     *       "status": 504,
                     *       "detail": "The catalogue did not answer within 15 s.",
                     *       "instance": "/api/movies",
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
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How many films there were. */
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
            /** @description There is no API key, or an unknown one. */
            401: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description That the gateway made this answer, and why (RFC 9209). */
                    "Proxy-Status"?: string;
                    /** @description That a key is to be sent, and how. */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "This needs an API key: send it as X-API-Key.",
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
                    /** @description That the gateway made this answer, and why (RFC 9209). */
                    "Proxy-Status"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "This needs an API key with the scope movies:write.",
                     *       "instance": "/api/movies",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key, or the client, has asked too often. */
            429: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description That the gateway made this answer, and why (RFC 9209). */
                    "Proxy-Status"?: string;
                    /** @description How many requests (`q`) in how many seconds (`w`). */
                    "RateLimit-Policy"?: string;
                    /** @description How many are left (`r`), and for how many seconds (`t`). */
                    RateLimit?: string;
                    /** @description After how many seconds to try again. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "That was too often; come back in 7 s.",
                     *       "instance": "/api/movies",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Inventory broke off before it had answered. */
            502: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad Gateway",
                     *       "status": 502,
                     *       "detail": "The catalogue broke off the connection before it had answered.",
                     *       "instance": "/api/movies",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Inventory or its database is away. */
            503: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description After how many seconds to try again. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Service Unavailable",
                     *       "status": 503,
                     *       "detail": "The catalogue is away at the moment; try again shortly.",
                     *       "instance": "/api/movies",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Inventory took too long. */
            504: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Gateway Timeout",
                     *       "status": 504,
                     *       "detail": "The catalogue did not answer within 15 s.",
                     *       "instance": "/api/movies",
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
                /**
                 * @description Answer only if the film has another `ETag`.
                 * @example "1"
                 */
                "If-None-Match"?: string;
            };
            path: {
                /**
                 * @description The film's id.
                 * @example 7
                 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The film. */
            200: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description The version of the film; give it in `If-Match` or `If-None-Match`. */
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
            /** @description The film is as you have it. */
            304: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description The version of the film; give it in `If-Match` or `If-None-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The id is no positive integer. */
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
                     *       "detail": "An id is a positive integer; \"seven\" is not.",
                     *       "instance": "/api/movies/seven",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no API key, or an unknown one. */
            401: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description That the gateway made this answer, and why (RFC 9209). */
                    "Proxy-Status"?: string;
                    /** @description That a key is to be sent, and how. */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "This needs an API key: send it as X-API-Key.",
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
                    /** @description That the gateway made this answer, and why (RFC 9209). */
                    "Proxy-Status"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "This needs an API key with the scope movies:read.",
                     *       "instance": "/api/movies",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such film. */
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
                     *       "detail": "There is no movie 7.",
                     *       "instance": "/api/movies/7",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key, or the client, has asked too often. */
            429: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description That the gateway made this answer, and why (RFC 9209). */
                    "Proxy-Status"?: string;
                    /** @description How many requests (`q`) in how many seconds (`w`). */
                    "RateLimit-Policy"?: string;
                    /** @description How many are left (`r`), and for how many seconds (`t`). */
                    RateLimit?: string;
                    /** @description After how many seconds to try again. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "That was too often; come back in 7 s.",
                     *       "instance": "/api/movies",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Inventory broke off before it had answered. */
            502: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad Gateway",
                     *       "status": 502,
                     *       "detail": "The catalogue broke off the connection before it had answered.",
                     *       "instance": "/api/movies",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Inventory or its database is away. */
            503: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description After how many seconds to try again. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Service Unavailable",
                     *       "status": 503,
                     *       "detail": "The catalogue is away at the moment; try again shortly.",
                     *       "instance": "/api/movies",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Inventory took too long. */
            504: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Gateway Timeout",
                     *       "status": 504,
                     *       "detail": "The catalogue did not answer within 15 s.",
                     *       "instance": "/api/movies",
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
                /**
                 * @description Do it only if the film still has this `ETag`.
                 * @example "1"
                 */
                "If-Match"?: string;
            };
            path: {
                /**
                 * @description The film's id.
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
                 *       "description": "A better description"
                 *     }
                 */
                "application/json": components["schemas"]["MovieChanges"];
            };
        };
        responses: {
            /** @description The film as it now is. */
            200: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description The version of the film; give it in `If-Match` or `If-None-Match`. */
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
            /** @description The body is not JSON, or the id is no positive integer. */
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
                     *       "instance": "/api/movies/7",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no API key, or an unknown one. */
            401: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description That the gateway made this answer, and why (RFC 9209). */
                    "Proxy-Status"?: string;
                    /** @description That a key is to be sent, and how. */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "This needs an API key: send it as X-API-Key.",
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
                    /** @description That the gateway made this answer, and why (RFC 9209). */
                    "Proxy-Status"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "This needs an API key with the scope movies:write.",
                     *       "instance": "/api/movies",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such film. */
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
                     *       "detail": "There is no movie 7.",
                     *       "instance": "/api/movies/7",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The film has changed since the version in `If-Match`. */
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
                     *       "detail": "The film has changed since you read it: read it again, and repeat the change on what it is now.",
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
                     *       "detail": "The body is longer than 1000000 bytes.",
                     *       "instance": "/api/movies/7",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is of another type than JSON. */
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
                     *       "detail": "The body must be JSON: send it with \"Content-Type: application/json\", not \"text/plain\".",
                     *       "instance": "/api/movies/7",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is JSON but no film: a value is of the wrong kind, or a field is unknown. */
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
                     *       "detail": "The body is not of the shape that this operation takes.",
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
            /** @description The key, or the client, has asked too often. */
            429: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description That the gateway made this answer, and why (RFC 9209). */
                    "Proxy-Status"?: string;
                    /** @description How many requests (`q`) in how many seconds (`w`). */
                    "RateLimit-Policy"?: string;
                    /** @description How many are left (`r`), and for how many seconds (`t`). */
                    RateLimit?: string;
                    /** @description After how many seconds to try again. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "That was too often; come back in 7 s.",
                     *       "instance": "/api/movies",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Inventory broke off before it had answered. */
            502: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad Gateway",
                     *       "status": 502,
                     *       "detail": "The catalogue broke off the connection before it had answered.",
                     *       "instance": "/api/movies",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Inventory or its database is away. */
            503: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description After how many seconds to try again. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Service Unavailable",
                     *       "status": 503,
                     *       "detail": "The catalogue is away at the moment; try again shortly.",
                     *       "instance": "/api/movies",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Inventory took too long. */
            504: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Gateway Timeout",
                     *       "status": 504,
                     *       "detail": "The catalogue did not answer within 15 s.",
                     *       "instance": "/api/movies",
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
                /**
                 * @description Do it only if the film still has this `ETag`.
                 * @example "1"
                 */
                "If-Match"?: string;
            };
            path: {
                /**
                 * @description The film's id.
                 * @example 7
                 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The film is gone. */
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
            /** @description The id is no positive integer. */
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
                     *       "detail": "An id is a positive integer; \"seven\" is not.",
                     *       "instance": "/api/movies/seven",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no API key, or an unknown one. */
            401: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description That the gateway made this answer, and why (RFC 9209). */
                    "Proxy-Status"?: string;
                    /** @description That a key is to be sent, and how. */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "This needs an API key: send it as X-API-Key.",
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
                    /** @description That the gateway made this answer, and why (RFC 9209). */
                    "Proxy-Status"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "This needs an API key with the scope movies:write.",
                     *       "instance": "/api/movies",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such film. */
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
                     *       "detail": "There is no movie 7.",
                     *       "instance": "/api/movies/7",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The film has changed since the version in `If-Match`. */
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
                     *       "detail": "The film has changed since you read it: read it again, and repeat the change on what it is now.",
                     *       "instance": "/api/movies/7",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key, or the client, has asked too often. */
            429: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description That the gateway made this answer, and why (RFC 9209). */
                    "Proxy-Status"?: string;
                    /** @description How many requests (`q`) in how many seconds (`w`). */
                    "RateLimit-Policy"?: string;
                    /** @description How many are left (`r`), and for how many seconds (`t`). */
                    RateLimit?: string;
                    /** @description After how many seconds to try again. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "That was too often; come back in 7 s.",
                     *       "instance": "/api/movies",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Inventory broke off before it had answered. */
            502: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad Gateway",
                     *       "status": 502,
                     *       "detail": "The catalogue broke off the connection before it had answered.",
                     *       "instance": "/api/movies",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Inventory or its database is away. */
            503: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description After how many seconds to try again. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Service Unavailable",
                     *       "status": 503,
                     *       "detail": "The catalogue is away at the moment; try again shortly.",
                     *       "instance": "/api/movies",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Inventory took too long. */
            504: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Gateway Timeout",
                     *       "status": 504,
                     *       "detail": "The catalogue did not answer within 15 s.",
                     *       "instance": "/api/movies",
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
                /**
                 * @description Do it only if the film still has this `ETag`.
                 * @example "1"
                 */
                "If-Match"?: string;
            };
            path: {
                /**
                 * @description The film's id.
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
                 *       "year": 2001,
                 *       "cast": null
                 *     }
                 */
                "application/merge-patch+json": components["schemas"]["MovieChanges"];
                /**
                 * @example {
                 *       "year": 2001,
                 *       "cast": null
                 *     }
                 */
                "application/json": components["schemas"]["MovieChanges"];
            };
        };
        responses: {
            /** @description The film as it now is. */
            200: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description The version of the film; give it in `If-Match` or `If-None-Match`. */
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
            /** @description The body is not JSON, or the id is no positive integer. */
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
                     *       "instance": "/api/movies/7",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no API key, or an unknown one. */
            401: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description That the gateway made this answer, and why (RFC 9209). */
                    "Proxy-Status"?: string;
                    /** @description That a key is to be sent, and how. */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "This needs an API key: send it as X-API-Key.",
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
                    /** @description That the gateway made this answer, and why (RFC 9209). */
                    "Proxy-Status"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "This needs an API key with the scope movies:write.",
                     *       "instance": "/api/movies",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such film. */
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
                     *       "detail": "There is no movie 7.",
                     *       "instance": "/api/movies/7",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The film has changed since the version in `If-Match`. */
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
                     *       "detail": "The film has changed since you read it: read it again, and repeat the change on what it is now.",
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
                     *       "detail": "The body is longer than 1000000 bytes.",
                     *       "instance": "/api/movies/7",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is of another type than JSON. */
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
                     *       "detail": "The body must be JSON: send it with \"Content-Type: application/json\", not \"text/plain\".",
                     *       "instance": "/api/movies/7",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is JSON but no film: a value is of the wrong kind, or a field is unknown. */
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
                     *       "detail": "The body is not of the shape that this operation takes.",
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
            /** @description The key, or the client, has asked too often. */
            429: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description That the gateway made this answer, and why (RFC 9209). */
                    "Proxy-Status"?: string;
                    /** @description How many requests (`q`) in how many seconds (`w`). */
                    "RateLimit-Policy"?: string;
                    /** @description How many are left (`r`), and for how many seconds (`t`). */
                    RateLimit?: string;
                    /** @description After how many seconds to try again. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "That was too often; come back in 7 s.",
                     *       "instance": "/api/movies",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Inventory broke off before it had answered. */
            502: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad Gateway",
                     *       "status": 502,
                     *       "detail": "The catalogue broke off the connection before it had answered.",
                     *       "instance": "/api/movies",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Inventory or its database is away. */
            503: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description After how many seconds to try again. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Service Unavailable",
                     *       "status": 503,
                     *       "detail": "The catalogue is away at the moment; try again shortly.",
                     *       "instance": "/api/movies",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Inventory took too long. */
            504: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Gateway Timeout",
                     *       "status": 504,
                     *       "detail": "The catalogue did not answer within 15 s.",
                     *       "instance": "/api/movies",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postOrder: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Names the order, so that it can be sent again without becoming another one: 1 to 255 printable ASCII characters, quoted or not.
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
                    /** @description Where it is told what became of the order. */
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
                        /** @description The message's id. */
                        id: string;
                    };
                };
            };
            /** @description The body is not JSON, or the Idempotency-Key is none. */
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
                     *       "instance": "/api/billing",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no API key, or an unknown one. */
            401: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description That the gateway made this answer, and why (RFC 9209). */
                    "Proxy-Status"?: string;
                    /** @description That a key is to be sent, and how. */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "This needs an API key: send it as X-API-Key.",
                     *       "instance": "/api/movies",
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
                    /** @description That the gateway made this answer, and why (RFC 9209). */
                    "Proxy-Status"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "This needs an API key with the scope billing:write.",
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
                     *       "detail": "The body is longer than 65536 bytes.",
                     *       "instance": "/api/billing",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is of another type than JSON. */
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
                     *       "detail": "The body must be JSON: send it with \"Content-Type: application/json\", not \"text/plain\".",
                     *       "instance": "/api/billing",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is JSON but no order, has a name twice, or its Idempotency-Key was used for another order. */
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
                     *       "detail": "The body is no order.",
                     *       "instance": "/api/billing",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98",
                     *       "errors": [
                     *         {
                     *           "path": "/total_amount",
                     *           "message": "must be an amount from 0 to 9999999999.99 with at most two decimals, as a number or as a string"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key, or the client, has asked too often. */
            429: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description That the gateway made this answer, and why (RFC 9209). */
                    "Proxy-Status"?: string;
                    /** @description How many requests (`q`) in how many seconds (`w`). */
                    "RateLimit-Policy"?: string;
                    /** @description How many are left (`r`), and for how many seconds (`t`). */
                    RateLimit?: string;
                    /** @description After how many seconds to try again. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "That was too often; come back in 7 s.",
                     *       "instance": "/api/movies",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The message broker did not confirm the order. */
            503: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description After how many seconds to try again. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Service Unavailable",
                     *       "status": 503,
                     *       "detail": "The message broker is away. The order was not taken; send it again shortly.",
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
                 * @description The id that the order was answered with.
                 * @example 01a1fc69-cd05-7493-bb53-1691edf76a98
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What became of it. */
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
            /** @description There is no API key, or an unknown one. */
            401: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description That the gateway made this answer, and why (RFC 9209). */
                    "Proxy-Status"?: string;
                    /** @description That a key is to be sent, and how. */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "This needs an API key: send it as X-API-Key.",
                     *       "instance": "/api/movies",
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
                    /** @description That the gateway made this answer, and why (RFC 9209). */
                    "Proxy-Status"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "This needs an API key with the scope billing:read.",
                     *       "instance": "/api/movies",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That is no id of an order. */
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
                     *       "detail": "There is no order %20.",
                     *       "instance": "/api/billing/%20",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key, or the client, has asked too often. */
            429: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description That the gateway made this answer, and why (RFC 9209). */
                    "Proxy-Status"?: string;
                    /** @description How many requests (`q`) in how many seconds (`w`). */
                    "RateLimit-Policy"?: string;
                    /** @description How many are left (`r`), and for how many seconds (`t`). */
                    RateLimit?: string;
                    /** @description After how many seconds to try again. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "That was too often; come back in 7 s.",
                     *       "instance": "/api/movies",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Billing does not answer. */
            503: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description After how many seconds to try again. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Service Unavailable",
                     *       "status": 503,
                     *       "detail": "Billing is away at the moment. An order that was taken is safe in the queue; ask again shortly.",
                     *       "instance": "/api/billing/01a1fc69-cd05-7493-bb53-1691edf76a98",
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
            header?: never;
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
            /** @description The token. */
            201: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description Where the token is. */
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
            /** @description The body is not JSON. */
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
                     *       "instance": "/api/tokens",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no API key, or an unknown one. */
            401: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description That the gateway made this answer, and why (RFC 9209). */
                    "Proxy-Status"?: string;
                    /** @description That a key is to be sent, and how. */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "This needs an API key: send it as X-API-Key.",
                     *       "instance": "/api/movies",
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
                    /** @description That the gateway made this answer, and why (RFC 9209). */
                    "Proxy-Status"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "This needs an API key with the scope tokens.",
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
                     *       "detail": "The body is longer than 10000 bytes.",
                     *       "instance": "/api/tokens",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is of another type than JSON. */
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
                     *       "detail": "The body must be JSON: send it with \"Content-Type: application/json\", not \"text/plain\".",
                     *       "instance": "/api/tokens",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is JSON but names no entity. */
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
                     *       "detail": "The body is not of the shape that this operation takes.",
                     *       "instance": "/api/tokens",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98",
                     *       "errors": [
                     *         {
                     *           "path": "/entity",
                     *           "message": "must be a text of 1 to 256 characters that is not blank"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key, or the client, has asked too often. */
            429: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description That the gateway made this answer, and why (RFC 9209). */
                    "Proxy-Status"?: string;
                    /** @description How many requests (`q`) in how many seconds (`w`). */
                    "RateLimit-Policy"?: string;
                    /** @description How many are left (`r`), and for how many seconds (`t`). */
                    RateLimit?: string;
                    /** @description After how many seconds to try again. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "That was too often; come back in 7 s.",
                     *       "instance": "/api/movies",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Pairing broke off before it had answered. */
            502: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad Gateway",
                     *       "status": 502,
                     *       "detail": "Pairing broke off the connection before it had answered.",
                     *       "instance": "/api/tokens",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Pairing or its database is away. */
            503: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description After how many seconds to try again. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Service Unavailable",
                     *       "status": 503,
                     *       "detail": "Pairing is away at the moment; try again shortly.",
                     *       "instance": "/api/tokens",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Pairing took too long. */
            504: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Gateway Timeout",
                     *       "status": 504,
                     *       "detail": "Pairing did not answer within 15 s.",
                     *       "instance": "/api/tokens",
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
                 * @description For how many seconds to wait for the pairing.
                 * @example 25
                 */
                wait?: number;
            };
            header?: never;
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
            /** @description There is no API key, or an unknown one. */
            401: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description That the gateway made this answer, and why (RFC 9209). */
                    "Proxy-Status"?: string;
                    /** @description That a key is to be sent, and how. */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "This needs an API key: send it as X-API-Key.",
                     *       "instance": "/api/movies",
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
                    /** @description That the gateway made this answer, and why (RFC 9209). */
                    "Proxy-Status"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "This needs an API key with the scope tokens.",
                     *       "instance": "/api/movies",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such token. */
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
                     *       "detail": "There is no such token.",
                     *       "instance": "/api/tokens/BCDF-GHJK",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has expired, or strangers have tried to pair it too often. */
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
                     *       "detail": "This token is no longer valid: it has expired, or was tried too often. Ask for a new one.",
                     *       "instance": "/api/tokens/BCDF-GHJK",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The query makes no sense. */
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
                     *       "detail": "The query makes no sense to this request.",
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
            /** @description Asked too soon after the last time (`type` ends in `slow_down`), or too many tokens that do not exist were asked for by this client (`too_many_guesses`). */
            429: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description After how many seconds to try again. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:matinee:problem:slow_down",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "This token was asked for less than 2 s ago. Ask every 2 s, or wait with ?wait=25.",
                     *       "instance": "/api/tokens/BCDF-GHJK",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Pairing broke off before it had answered. */
            502: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad Gateway",
                     *       "status": 502,
                     *       "detail": "Pairing broke off the connection before it had answered.",
                     *       "instance": "/api/tokens",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Pairing or its database is away. */
            503: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description After how many seconds to try again. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Service Unavailable",
                     *       "status": 503,
                     *       "detail": "Pairing is away at the moment; try again shortly.",
                     *       "instance": "/api/tokens",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Pairing took too long. */
            504: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Gateway Timeout",
                     *       "status": 504,
                     *       "detail": "Pairing did not answer within 15 s.",
                     *       "instance": "/api/tokens",
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
            header?: never;
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
                 *       "entity": "chat:77"
                 *     }
                 */
                "application/json": components["schemas"]["Party"];
            };
        };
        responses: {
            /** @description The token, paired. */
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
            /** @description The body is not JSON. */
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
                     *       "instance": "/api/tokens/BCDF-GHJK",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no API key, or an unknown one. */
            401: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description That the gateway made this answer, and why (RFC 9209). */
                    "Proxy-Status"?: string;
                    /** @description That a key is to be sent, and how. */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "This needs an API key: send it as X-API-Key.",
                     *       "instance": "/api/movies",
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
                    /** @description That the gateway made this answer, and why (RFC 9209). */
                    "Proxy-Status"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "This needs an API key with the scope tokens.",
                     *       "instance": "/api/movies",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such token. */
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
                     *       "detail": "There is no such token.",
                     *       "instance": "/api/tokens/BCDF-GHJK",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Somebody else has paired it, or it is your own. */
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
                     *       "detail": "This token is paired with somebody else already.",
                     *       "instance": "/api/tokens/BCDF-GHJK",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has expired, or strangers have tried to pair it too often. */
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
                     *       "detail": "This token is no longer valid: it has expired, or was tried too often. Ask for a new one.",
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
                     *       "detail": "The body is longer than 10000 bytes.",
                     *       "instance": "/api/tokens/BCDF-GHJK",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is of another type than JSON. */
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
                     *       "detail": "The body must be JSON: send it with \"Content-Type: application/json\", not \"text/plain\".",
                     *       "instance": "/api/tokens/BCDF-GHJK",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is JSON but names no entity. */
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
                     *       "detail": "The body is not of the shape that this operation takes.",
                     *       "instance": "/api/tokens/BCDF-GHJK",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98",
                     *       "errors": [
                     *         {
                     *           "path": "/entity",
                     *           "message": "must be a text of 1 to 256 characters that is not blank"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many tokens that do not exist were asked for by this client. */
            429: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description After how many seconds to try again. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:matinee:problem:too_many_guesses",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "Too many tokens that do not exist were asked for from here. Try again in 540 s.",
                     *       "instance": "/api/tokens/BCDF-GHJK",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Pairing broke off before it had answered. */
            502: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad Gateway",
                     *       "status": 502,
                     *       "detail": "Pairing broke off the connection before it had answered.",
                     *       "instance": "/api/tokens",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Pairing or its database is away. */
            503: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description After how many seconds to try again. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Service Unavailable",
                     *       "status": 503,
                     *       "detail": "Pairing is away at the moment; try again shortly.",
                     *       "instance": "/api/tokens",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Pairing took too long. */
            504: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Gateway Timeout",
                     *       "status": 504,
                     *       "detail": "Pairing did not answer within 15 s.",
                     *       "instance": "/api/tokens",
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
            header?: never;
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
            /** @description The token is gone. */
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
            /** @description There is no API key, or an unknown one. */
            401: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description That the gateway made this answer, and why (RFC 9209). */
                    "Proxy-Status"?: string;
                    /** @description That a key is to be sent, and how. */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "This needs an API key: send it as X-API-Key.",
                     *       "instance": "/api/movies",
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
                    /** @description That the gateway made this answer, and why (RFC 9209). */
                    "Proxy-Status"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "This needs an API key with the scope tokens.",
                     *       "instance": "/api/movies",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such token. */
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
                     *       "detail": "There is no such token.",
                     *       "instance": "/api/tokens/BCDF-GHJK",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many tokens that do not exist were asked for by this client. */
            429: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description After how many seconds to try again. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:matinee:problem:too_many_guesses",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "Too many tokens that do not exist were asked for from here. Try again in 540 s.",
                     *       "instance": "/api/tokens/BCDF-GHJK",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Pairing broke off before it had answered. */
            502: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad Gateway",
                     *       "status": 502,
                     *       "detail": "Pairing broke off the connection before it had answered.",
                     *       "instance": "/api/tokens",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Pairing or its database is away. */
            503: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    /** @description After how many seconds to try again. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Service Unavailable",
                     *       "status": 503,
                     *       "detail": "Pairing is away at the moment; try again shortly.",
                     *       "instance": "/api/tokens",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Pairing took too long. */
            504: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Gateway Timeout",
                     *       "status": 504,
                     *       "detail": "Pairing did not answer within 15 s.",
                     *       "instance": "/api/tokens",
                     *       "request_id": "01a1fc69-cd05-7493-bb53-1691edf76a98"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
