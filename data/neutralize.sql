-- A copy of the database never talks to Amazon.
UPDATE amazon_account
   SET state = 'draft';
UPDATE amazon_account_credentials
   SET client_id = NULL,
       client_secret = NULL,
       next_client_secret = NULL,
       refresh_token = NULL,
       seller_ref = NULL,
       endpoint_url = NULL,
       lwa_url = NULL;
DELETE FROM amazon_order_reading;
