SELECT category, AVG(final) AS final
FROM (
  SELECT MAX(b.price) AS final, a.category
  FROM auction AS a JOIN bid AS b
  ON a.id = b.auction AND b.`time` BETWEEN a.`time` AND a.expires
  GROUP BY a.id, a.category) AS q
GROUP BY category
