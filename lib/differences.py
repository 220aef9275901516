def write_differences(record, values):
    """Write what is not so already: unchanged orders, read again, cost no write.

    :param record: one record.
    :param dict values: plain values by field, as they are read.
    """
    news = {field: value for field, value in values.items() if record[field] != value}
    if news:
        record.write(news)
